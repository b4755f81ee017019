// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

//! Assets that no issuer should send and that a console must survive. Asset id is "asset-practice-" and the name; the
//! token "tk_practice-" and the name shows it as its complete card image.
//!
//! | name            | says it is      | is                                                             |
//! |-----------------|-----------------|----------------------------------------------------------------|
//! | svg-file        | image/svg       | names files of this machine                                    |
//! | svg-http        | image/svg       | names a picture, a style and a font of the card image host     |
//! | svg-script      | image/svg       | script, event handlers and a javascript: link                  |
//! | svg-foreign     | image/svg+xml   | HTML in a foreignObject                                        |
//! | svg-entities    | image/svg       | DOCTYPE with entities that multiply to 10^9                    |
//! | svg-external    | image/svg       | DOCTYPE with an entity that is a file                          |
//! | svg-use         | image/svg       | use elements that double 18 times                              |
//! | png-bomb        | image/png       | 20,000 x 20,000 pixels in 50 KB                                |
//! | png-truncated   | image/png       | half a picture                                                 |
//! | jpeg-garbage    | image/jpeg      | a picture's beginning, then noise                              |
//! | jpeg-as-png     | image/png       | a JPEG                                                         |
//! | html-as-png     | image/png       | an HTML page                                                   |
//! | empty           | image/png       | empty encodedData                                              |
//! | not-base64      | image/png       | encodedData that is not base64                                 |
//! | oversized       | image/png       | 5 MiB that begin with a picture                                |
//! | pdf-damaged     | application/pdf | a PDF with a hole and no cross-reference table                 |
//! | pdf-script      | image/pdf       | a PDF that runs JavaScript and opens an address                |
//! | html-script     | text/html       | script, a local picture and a remote one                       |
//! | text-controls   | text/plain      | control, bidirectional and zero-width characters               |
//! | random          | image/jpeg      | random bytes, the same every time                              |
struct SandboxPracticeAsset {
    QString name;
    QString mediaType; //!< as declared
    QString meaning;   //!< English, for people who practise
};
[[nodiscard]] const QList<SandboxPracticeAsset> &sandboxPracticeAssets();
//! The getAsset answer for an asset id; nothing for an unknown one. `host` is what remote references point to: the card
//! image host, which records every request, so that a console which follows them is found out.
[[nodiscard]] std::optional<QJsonObject> sandboxPracticeAsset(const QString &assetId, const QString &host);
//! The tokens that show them, in the form of thales.json.
[[nodiscard]] QList<QJsonObject> sandboxPracticeTokens();
//! The table above, for people.
[[nodiscard]] QString sandboxPracticeTable();
