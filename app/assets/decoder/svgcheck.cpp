// SPDX-License-Identifier: Apache-2.0
#include "app/assets/decoder/svgcheck.h"

#include <QSet>
#include <QStringList>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {
constexpr int elementLimit = 20'000;
constexpr int nestingLimit = 64;
constexpr int useLimit = 100;

//! What is wrong with a style or a presentation attribute; empty when nothing is.
QString wrongWithStyle(QStringView style)
{
    if (style.contains(u'\\'))
        return u"a style with escapes"_s;
    if (style.contains("@import"_L1, Qt::CaseInsensitive))
        return u"a style that imports another"_s;
    for (qsizetype at = 0; (at = style.indexOf("url("_L1, at, Qt::CaseInsensitive)) >= 0;) {
        at += 4;
        QStringView target = style.sliced(at).trimmed();
        if (target.startsWith(u'"') || target.startsWith(u'\''))
            target = target.sliced(1).trimmed();
        if (!target.startsWith(u'#'))
            return u"a style that refers to something outside"_s;
    }
    return {};
}

QString wrongWithElement(QStringView name)
{
    static const QSet<QString> forbidden{
        u"script"_s, u"foreignobject"_s, u"iframe"_s,  u"object"_s,           u"embed"_s,
        u"audio"_s,  u"video"_s,         u"animate"_s, u"animatecolor"_s,     u"animatemotion"_s,
        u"set"_s,    u"discard"_s,       u"handler"_s, u"animatetransform"_s, u"listener"_s};
    const QString lower = name.toString().toLower();
    return forbidden.contains(lower) ? u"the element %1"_s.arg(lower) : QString();
}

class SvgReading
{
public:
    explicit SvgReading(const QByteArray &bytes) : m_reader(bytes) {}

    SvgVerdict verdict()
    {
        while (!m_reader.atEnd()) {
            if (QString why = wrongWithToken(m_reader.readNext()); !why.isEmpty())
                return {SvgVerdict::Kind::Forbidden, std::move(why)};
        }
        if (m_reader.hasError())
            return {SvgVerdict::Kind::Malformed, u"not well-formed at line %1"_s.arg(m_reader.lineNumber())};
        if (m_placesOfUses.intersects(m_targetsOfUses))
            return {SvgVerdict::Kind::Forbidden, u"use of something that has a use in it"_s};
        return {};
    }

private:
    QString wrongWithToken(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return u"a document type"_s;
        case QXmlStreamReader::ProcessingInstruction:
            return u"a processing instruction"_s;
        case QXmlStreamReader::StartElement:
            return wrongWithStart();
        case QXmlStreamReader::EndElement:
            m_ids.removeLast();
            return {};
        case QXmlStreamReader::Characters:
            return wrongWithText();
        default:
            return {};
        }
    }

    //! A style sheet may come in pieces, of which none shows the whole word: judged at every piece, all so far.
    QString wrongWithText()
    {
        if (m_styleDepth == 0 || m_ids.size() < m_styleDepth)
            return {};
        m_style += m_reader.text();
        return wrongWithStyle(m_style);
    }

    QString wrongWithStart()
    {
        const QString name = m_reader.name().toString();
        const QXmlStreamAttributes attributes = m_reader.attributes();
        m_ids.append(attributes.value("id"_L1).toString());
        if (++m_elements > elementLimit)
            return u"more than %1 elements"_s.arg(elementLimit);
        if (m_ids.size() > nestingLimit)
            return u"elements nested more than %1 deep"_s.arg(nestingLimit);
        if (QString why = wrongWithElement(name); !why.isEmpty())
            return why;
        if (name.compare("style"_L1, Qt::CaseInsensitive) == 0) {
            m_styleDepth = m_ids.size();
            m_style.clear();
        }
        for (const QXmlStreamAttribute &attribute : attributes) {
            if (QString why = wrongWithAttribute(attribute); !why.isEmpty())
                return why;
        }
        return name == "use"_L1 ? wrongWithUse(attributes) : QString();
    }

    static QString wrongWithAttribute(const QXmlStreamAttribute &attribute)
    {
        const QStringView name = attribute.name();
        if (name.startsWith("on"_L1, Qt::CaseInsensitive))
            return u"the attribute %1"_s.arg(name);
        const bool isReference =
            name.compare("href"_L1, Qt::CaseInsensitive) == 0 || name.compare("src"_L1, Qt::CaseInsensitive) == 0;
        const bool isBase = name == "base"_L1 && attribute.prefix() == "xml"_L1;
        if (isBase || (isReference && !attribute.value().trimmed().startsWith(u'#')))
            return u"a reference to something outside"_s;
        return attribute.value().contains(u'(') || name == "style"_L1 ? wrongWithStyle(attribute.value()) : QString();
    }

    QString wrongWithUse(const QXmlStreamAttributes &attributes)
    {
        if (++m_uses > useLimit)
            return u"more than %1 times use"_s.arg(useLimit);
        for (const QString &id : std::as_const(m_ids)) {
            if (!id.isEmpty())
                m_placesOfUses.insert(id);
        }
        for (const QXmlStreamAttribute &attribute : attributes) {
            if (attribute.name() == "href"_L1)
                m_targetsOfUses.insert(attribute.value().trimmed().sliced(1).toString());
        }
        return {};
    }

    QXmlStreamReader m_reader;
    QStringList m_ids; //!< of the open elements, "" where there is none
    QSet<QString> m_placesOfUses;
    QSet<QString> m_targetsOfUses;
    QString m_style;
    qsizetype m_styleDepth = 0;
    int m_elements = 0;
    int m_uses = 0;
};
} // namespace

SvgVerdict checkSvg(const QByteArray &bytes)
{
    return SvgReading(bytes).verdict();
}
