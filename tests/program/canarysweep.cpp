// SPDX-License-Identifier: Apache-2.0
#include "tests/program/canarysweep.h"

#include "ui/tour/tourcards.h"

#include <QDirIterator>
#include <QFile>
#include <QStringEncoder>

#include <cctype>

using namespace Qt::StringLiterals;

namespace {
QByteArray encoded(const QByteArray &value, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding);
    return encoder(QString::fromUtf8(value));
}

//! The characters of base64 that depend on `value` alone when it starts `offset` bytes into a group of three.
QByteArray base64Core(const QByteArray &value, int offset)
{
    const QByteArray whole = (QByteArray(offset, '\0') + value).toBase64(QByteArray::OmitTrailingEquals);
    const qsizetype skip = offset == 0 ? 0 : offset + 1;
    const qsizetype bits = (offset + value.size()) * 8;
    return whole.mid(skip, bits / 6 - skip);
}

bool isWordByte(char byte)
{
    return std::isalnum(static_cast<unsigned char>(byte)) != 0;
}
} // namespace

void CanarySweep::addForm(const QString &name, const QByteArray &bytes, bool isBounded)
{
    m_needles.append({name, bytes, isBounded});
}

void CanarySweep::add(const QString &name, const QByteArray &value)
{
    const QByteArray utf16 = encoded(value, QStringConverter::Utf16LE);
    addForm(name + " in UTF-8"_L1, value);
    addForm(name + " in UTF-16LE"_L1, utf16);
    addForm(name + " in UTF-16BE"_L1, encoded(value, QStringConverter::Utf16BE));
    addForm(name + " in hexadecimal"_L1, value.toHex());
    for (const QByteArray &bytes : {value, utf16}) {
        for (int offset = 0; offset < 3; ++offset) {
            const QByteArray core = base64Core(bytes, offset);
            addForm(name + " in base64"_L1, core);
            QByteArray urlCore = core;
            urlCore.replace('+', '-').replace('/', '_');
            if (urlCore != core)
                addForm(name + " in base64url"_L1, urlCore);
        }
    }
}

void CanarySweep::addBounded(const QString &name, const QByteArray &value)
{
    addForm(name, value, true);
}

QStringList CanarySweep::findIn(const QByteArray &content) const
{
    QStringList found;
    for (const Needle &needle : m_needles) {
        for (qsizetype at = content.indexOf(needle.bytes); at >= 0; at = content.indexOf(needle.bytes, at + 1)) {
            const qsizetype end = at + needle.bytes.size();
            const bool inside =
                (at > 0 && isWordByte(content.at(at - 1))) || (end < content.size() && isWordByte(content.at(end)));
            if (needle.isBounded && inside)
                continue;
            found << needle.name;
            break;
        }
    }
    found.removeDuplicates();
    return found;
}

QStringList CanarySweep::findBelow(const QString &folder) const
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        ++m_filesRead;
        for (const QString &finding : findIn(file.readAll()))
            found << u"%1: %2"_s.arg(file.fileName(), finding);
    }
    return found;
}

CanarySweep tourSweep()
{
    CanarySweep sweep;
    sweep.add(u"Visa number"_s, QByteArray(TourCards::visa.data()));
    sweep.add(u"Mastercard number"_s, QByteArray(TourCards::mastercard.data()));
    sweep.add(u"mistyped number"_s, QByteArray(TourCards::mistyped.data()));
    sweep.add(u"Amex number"_s, QByteArray(TourCards::amex.data()));
    sweep.add(u"number of a card without a token"_s, QByteArray(TourCards::withoutToken.data()));
    sweep.add(u"card holder"_s, QByteArray(TourCards::holder.data()));
    sweep.add(u"family name"_s, QByteArray(TourCards::familyName.data()));
    sweep.add(u"e-mail address"_s, QByteArray(TourCards::email.data()));
    sweep.addBounded(u"security code"_s, QByteArray(TourCards::securityCode.data()));
    return sweep;
}
