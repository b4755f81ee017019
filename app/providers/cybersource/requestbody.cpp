// SPDX-License-Identifier: Apache-2.0
#include "app/providers/cybersource/requestbody.h"

#include "app/core/secretjson.h"
#include "app/domain/formcheck.h"
#include "app/providers/cybersource/forms.h"
#include "app/providers/cybersource/names.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace cybersource {
namespace {
//! Writes members by their paths: those of one object come one after another.
class PathWriter
{
public:
    SecretJson &json() { return m_json; }
    void text(const QString &path, QByteArrayView utf8) { m_json.text(QLatin1StringView(enter(path)), utf8); }
    void flag(const QString &path, bool value) { m_json.boolean(QLatin1StringView(enter(path)), value); }
    //! For what the caller then opens itself: nothing stays open below the outermost object.
    void leaveAll()
    {
        for (; !m_open.isEmpty(); m_open.removeLast())
            m_json.close();
    }
    [[nodiscard]] SecretBytes take() { return m_json.take(); }

private:
    //! Opens what is on the way, and returns the last part.
    const QByteArray &enter(const QString &path)
    {
        QStringList parts = path.split(u'.');
        m_last = parts.takeLast().toLatin1();
        qsizetype common = 0;
        while (common < std::min(parts.size(), m_open.size()) && parts.at(common) == m_open.at(common))
            ++common;
        for (; m_open.size() > common; m_open.removeLast())
            m_json.close();
        for (; m_open.size() < parts.size(); m_open.append(parts.at(m_open.size())))
            m_json.openObject(QLatin1StringView(parts.at(m_open.size()).toLatin1()));
        return m_last;
    }

    SecretJson m_json;
    QStringList m_open;
    QByteArray m_last;
};

bool isExpiration(const FormField &field)
{
    return field.kind == FormField::Kind::CardExpiry;
}

void writeExpiration(PathWriter &writer, const QString &key, const QString &mmyy)
{
    writer.text(key + u"Month"_s, mmyy.first(2).toLatin1());
    writer.text(key + u"Year"_s, "20" + mmyy.last(2).toLatin1());
}

//! The fields whose keys begin like that and have a value, in the form's order.
void writeFields(PathWriter &writer, const Form &form, const FormValues &values, const QString &prefix)
{
    for (const FormField &field : form.fields) {
        if (!field.key.startsWith(prefix) || !values.has(field.key) || !isShown(field, form, values))
            continue;
        if (field.isSecret())
            writer.text(field.key, values.secret(field.key).bytes());
        else if (isExpiration(field))
            writeExpiration(writer, field.key, values.value(field.key));
        else
            writer.text(field.key, values.value(field.key).toUtf8());
    }
}

void writeReference(PathWriter &writer, const FormValues &values, const QString &correlationId)
{
    const QString typed = values.value(member::reference);
    writer.text(member::reference, (typed.isEmpty() ? correlationId : typed).toUtf8());
}

void writeActions(PathWriter &writer, const QString &types)
{
    writer.leaveAll();
    SecretJson &json = writer.json();
    json.openObject("processingInformation"_L1);
    json.openArray("actionList"_L1);
    json.plain({}, u"TOKEN_CREATE");
    json.close();
    if (types != "default"_L1) {
        json.openArray("actionTokenTypes"_L1);
        for (const QString &type : types.split(u','))
            json.plain({}, type);
        json.close();
    }
    json.close();
}
} // namespace

SecretBytes paymentBody(const FormValues &values, const QString &correlationId)
{
    const Form form = paymentForm();
    PathWriter writer;
    writeReference(writer, values, correlationId);
    writeActions(writer, values.value(member::tokenTypes));
    writeFields(writer, form, values, u"paymentInformation."_s);
    writeFields(writer, form, values, u"orderInformation."_s);
    return writer.take();
}

SecretBytes instrumentIdentifierBody(const FormValues &values)
{
    PathWriter writer;
    if (values.value(member::type) != "plain"_L1)
        writer.text(member::type, values.value(member::type).toUtf8());
    writeFields(writer, instrumentIdentifierForm(), values, u"card."_s);
    return writer.take();
}

SecretBytes tokenizedCardBody(const FormValues &values)
{
    const Form form = tokenizedCardForm();
    PathWriter writer;
    for (const QLatin1StringView key : {member::source, member::accountReferenceId, member::consumerId}) {
        if (values.has(key))
            writer.text(key, values.value(key).toUtf8());
    }
    writer.flag(member::withInstrumentIdentifier, values.value(member::withInstrumentIdentifier) == "yes"_L1);
    for (const QLatin1StringView prefix : {"card."_L1, "passcode."_L1, "billTo."_L1})
        writeFields(writer, form, values, prefix);
    return writer.take();
}

SecretBytes reversalBody(const FormValues &values, const QString &correlationId)
{
    PathWriter writer;
    writeReference(writer, values, correlationId);
    writeFields(writer, reversalForm(), values, u"reversalInformation."_s);
    return writer.take();
}

SecretBytes simulationBody(const FormValues &values)
{
    const Form form = simulationForm({});
    PathWriter writer;
    for (const QLatin1StringView prefix : {"state"_L1, "card."_L1, "metadata."_L1})
        writeFields(writer, form, values, prefix);
    return writer.take();
}

SecretBytes credentialsBody(const FormValues &values)
{
    const Form form = credentialsForm({});
    PathWriter writer;
    for (const QLatin1StringView key : {member::credentialType, member::transactionType})
        writeFields(writer, form, values, key);
    return writer.take();
}

SecretBytes deletionBody(const QString &reason)
{
    PathWriter writer;
    if (!reason.isEmpty())
        writer.text(u"reason.code"_s, reason.toUtf8());
    return writer.take();
}

QString summaryOf(const QString &path, const Form &form, const FormValues &values)
{
    QStringList said;
    QStringList given;
    if (const Scheme scheme = schemeIn(form, values); scheme != Scheme::Unknown)
        said << u"scheme "_s + schemeName(scheme);
    for (const FormField &field : form.fields) {
        if (!values.has(field.key) || !isShown(field, form, values))
            continue;
        const bool isSpoken = field.kind == FormField::Kind::Choice || field.key == member::profileId ||
                              (form.charge && field.key == form.charge->amountKey) ||
                              field.key == member::reversalAmount || field.key == member::reference;
        if (isSpoken)
            said << field.key.section(u'.', -1) + u' ' + values.value(field.key);
        else
            given << field.key;
    }
    QString summary = u"POST "_s + path + u": "_s + said.join(u", "_s);
    return given.isEmpty() ? summary : summary + u"; given: "_s + given.join(u", "_s);
}

} // namespace cybersource
