// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QUrl>

#include <expected>

//! Prism, an independent mock server that is made from the vendor's OpenAPI document alone: it refuses requests that
//! the document does not allow and makes up answers that it does. Installed from npm into the build tree on first use.
class PrismServer
{
public:
    ~PrismServer();
    //! Installs and starts it. Otherwise a sentence that says what is missing.
    [[nodiscard]] std::expected<QUrl, QString> start();

private:
    [[nodiscard]] static std::expected<QString, QString> installed();

    QProcess m_process;
};
