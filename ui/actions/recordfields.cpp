// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/recordfields.h"

#include "app/core/redact.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {
constexpr int longestReason = 200;
constexpr int longestTicket = 64;
constexpr int longestRemark = 500;

struct RecordWords {
    Q_DECLARE_TR_FUNCTIONS(RecordFields)
};

QString reasonKey()
{
    return u"desk.reason"_s;
}

QString ticketKey()
{
    return u"desk.ticket"_s;
}

QString commentKey()
{
    return u"desk.comment"_s;
}

FormField recordField(const QString &key, const QString &label, int maxLength, const QString &help)
{
    FormField field;
    field.key = key;
    field.label = label;
    field.group = RecordWords::tr("For the record");
    field.maxLength = maxLength;
    field.help = help;
    return field;
}
} // namespace

Form RecordFields::added(Form form, Reason reason, const QList<Choice> &reasons)
{
    if (reason != Reason::NotAsked) {
        FormField why = recordField(reasonKey(), RecordWords::tr("Reason"), longestReason,
                                    RecordWords::tr("Why somebody has to do this. Stands in the journal."));
        why.isRequired = true;
        if (reason == Reason::Chosen) {
            why.kind = FormField::Kind::Choice;
            why.choices = reasons;
            why.maxLength = 0;
        }
        form.fields << why;
    }
    form.fields << recordField(ticketKey(), RecordWords::tr("Ticket"), longestTicket,
                               RecordWords::tr("Your reference, such as the ticket number."));
    if (reason != Reason::Typed)
        form.fields << recordField(commentKey(), RecordWords::tr("Comment"), longestRemark,
                                   RecordWords::tr("Stands in the journal. No card data here."));
    return form;
}

OperationReason RecordFields::takenFrom(FormValues &values)
{
    const OperationReason why{.reason = values.value(reasonKey()).trimmed(),
                              .comment = values.value(commentKey()).trimmed(),
                              .ticket = values.value(ticketKey()).trimmed()};
    for (const QString &key : {reasonKey(), ticketKey(), commentKey()})
        values.remove(key);
    return why;
}

QString RecordFields::fieldWithCardNumber(const FormValues &values)
{
    for (const QString &key : {reasonKey(), ticketKey(), commentKey()}) {
        if (const QString text = values.value(key); redacted(text) != text)
            return key;
    }
    return {};
}
