// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/tokenoperations.h"

#include <QDialog>

#include <chrono>

class QVBoxLayout;

//! What else came with a new token: plain facts to copy, and personal data that the server sent encrypted, each hidden
//! until its button is held, for half a minute at most. Closing the dialog drops the data; nothing copies it.
class DisclosureDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DisclosureDialog(const Creation &creation, QWidget *parent = nullptr,
                              std::chrono::milliseconds longestReveal = std::chrono::seconds(30));

    //! False when the new token says it all.
    [[nodiscard]] static bool isNeededFor(const Creation &creation);

Q_SIGNALS:
    void revealed(const QString &label); //!< personal data of this name is on the screen now

private:
    void addFacts(QVBoxLayout &layout, const QList<TokenField> &facts);
    void addDisclosure(QVBoxLayout &layout, const Disclosure &disclosure, std::chrono::milliseconds longestReveal);
};
