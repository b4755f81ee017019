// SPDX-License-Identifier: Apache-2.0
#include "ui/instance/windowcall.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr QByteArrayView callMagic = "TDCALL1\n";
constexpr qsizetype lengthSize = 2;
constexpr qsizetype longestText = 1024; // in bytes

enum class Taken { Incomplete, Text, Wrong };

bool isPlain(const QString &text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

void addText(QByteArray &message, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const auto length = qToBigEndian(static_cast<quint16>(bytes.size()));
    message.append(reinterpret_cast<const char *>(&length), lengthSize);
    message.append(bytes);
}

Taken takeText(QByteArrayView &rest, QString &text)
{
    if (rest.size() < lengthSize)
        return Taken::Incomplete;
    const qsizetype length = qFromBigEndian<quint16>(rest.data());
    if (length > longestText)
        return Taken::Wrong;
    if (rest.size() < lengthSize + length)
        return Taken::Incomplete;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless); // half a character is wrong, too
    text = decoder(rest.sliced(lengthSize, length));
    rest = rest.sliced(lengthSize + length);
    return decoder.hasError() || !isPlain(text) ? Taken::Wrong : Taken::Text;
}
} // namespace

std::optional<QByteArray> toMessage(const WindowCall &call)
{
    for (const QString &text : {call.connection, call.token}) {
        if (text.toUtf8().size() > longestText || !isPlain(text))
            return std::nullopt;
    }
    QByteArray message = callMagic.toByteArray();
    addText(message, call.connection);
    addText(message, call.token);
    return message;
}

WindowCallReading readWindowCall(const QByteArray &bytes)
{
    using enum WindowCallReading::State;
    QByteArrayView rest(bytes);
    const qsizetype begun = std::min(rest.size(), callMagic.size());
    if (rest.first(begun) != callMagic.first(begun))
        return {.state = Wrong};
    if (begun < callMagic.size())
        return {.state = Incomplete};
    rest = rest.sliced(callMagic.size());
    WindowCallReading reading;
    for (QString *text : {&reading.call.connection, &reading.call.token}) {
        const Taken taken = takeText(rest, *text);
        if (taken != Taken::Text)
            return {.state = taken == Taken::Wrong ? Wrong : Incomplete};
    }
    if (!rest.isEmpty())
        return {.state = Wrong};
    reading.state = Complete;
    return reading;
}
