// SPDX-License-Identifier: Apache-2.0
#include "app/domain/lifecycleextension.h"

#include "app/core/redact.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifecycle {
namespace {
struct LifecycleText {
    Q_DECLARE_TR_FUNCTIONS(LifecycleText)
};

constexpr auto onKey = "lifecycle.on"_L1;
constexpr auto tokenPlaceholder = "{tokenId}"_L1;
constexpr qsizetype longestPath = 256;
constexpr qsizetype longestBody = 4096;
constexpr qsizetype longestReasons = 4096;
constexpr int deepestBody = 16;

//! What stands in a template, and what takes its place.
using Replacements = QMap<QString, QString>;

const QRegularExpression &placeholder()
{
    static const QRegularExpression pattern(u"\\{([^{}]*)\\}"_s);
    return pattern;
}

const QStringList &placeholderNames()
{
    static const QStringList names{u"tokenId"_s, u"reason"_s,     u"comment"_s,
                                   u"ticket"_s,  u"operatorId"_s, u"correlationId"_s};
    return names;
}

//! In one pass, so that what is put in is never taken for a placeholder.
QString filledIn(const QString &text, const Replacements &replacements)
{
    QString filled;
    qsizetype done = 0;
    for (auto found = placeholder().globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        filled += QStringView(text).mid(done, match.capturedStart() - done);
        filled += replacements.value(match.captured(1), match.captured());
        done = match.capturedEnd();
    }
    return filled.append(QStringView(text).mid(done));
}

QString strangePlaceholder(const QString &text)
{
    for (auto found = placeholder().globalMatch(text); found.hasNext();) {
        const QString name = found.next().captured(1);
        if (!placeholderNames().contains(name))
            return LifecycleText::tr("{%1} is not a placeholder. Known are {%2}.")
                .arg(name, placeholderNames().join(u"}, {"_s));
    }
    return {};
}

QString problemWithMethod(const QString &method)
{
    return QStringList{u"POST"_s, u"PUT"_s, u"PATCH"_s}.contains(method)
               ? QString()
               : LifecycleText::tr("Only POST, PUT and PATCH can be used.");
}

bool hasDotSegment(const QString &path)
{
    const QStringList segments = path.split(u'/');
    return segments.contains(u"."_s) || segments.contains(u".."_s);
}

// The path goes into the request's first line: a space or a line break in it would make another request of it.
QString problemWithPath(const QString &path)
{
    static const QRegularExpression allowed(u"[A-Za-z0-9/_.~{}:@!$&'()*+,;=-]*"_s);
    if (path.isEmpty())
        return LifecycleText::tr("The path is needed.");
    if (path.size() > longestPath)
        return LifecycleText::tr("A path has at most %1 characters.").arg(longestPath);
    if (!path.startsWith(u'/') || path.startsWith("//"_L1) || path.contains("://"_L1))
        return LifecycleText::tr("The path begins with / and stands below the connection’s base address.");
    if (!QRegularExpression(QRegularExpression::anchoredPattern(allowed.pattern())).match(path).hasMatch())
        return LifecycleText::tr("A path has no spaces, line breaks, %, ? or #.");
    if (hasDotSegment(path))
        return LifecycleText::tr("A path has no . or .. segments.");
    if (path.count(tokenPlaceholder) != 1)
        return LifecycleText::tr("The path names the token once, as {tokenId}.");
    QString rest = path;
    rest.remove(tokenPlaceholder);
    return rest.contains(u'{') || rest.contains(u'}') ? LifecycleText::tr("Only {tokenId} can stand in the path.")
                                                      : QString();
}

QString problemWithText(const QJsonValue &value, int depth)
{
    if (depth > deepestBody)
        return LifecycleText::tr("The body is nested too deeply.");
    if (value.isString())
        return strangePlaceholder(value.toString());
    for (const QJsonValue item : value.toArray()) {
        if (const QString problem = problemWithText(item, depth + 1); !problem.isEmpty())
            return problem;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (placeholder().match(member.key()).hasMatch())
            return LifecycleText::tr("A placeholder stands in a value, not in a name.");
        if (const QString problem = problemWithText(*member, depth + 1); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString problemWithBody(const QString &body)
{
    if (body.trimmed().isEmpty())
        return {};
    if (body.size() > longestBody)
        return LifecycleText::tr("A body has at most %1 characters.").arg(longestBody);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return LifecycleText::tr("This is not JSON: %1 at character %2.").arg(error.errorString()).arg(error.offset);
    if (!document.isObject())
        return LifecycleText::tr("The body is a JSON object, in braces.");
    return problemWithText(document.object(), 0);
}

QString problemWithStatus(const QString &status)
{
    bool isNumber = false;
    const int number = status.toInt(&isNumber);
    return isNumber && status.size() == 3 && number >= 200 && number <= 299
               ? QString()
               : LifecycleText::tr("The status of a success is a number from 200 to 299.");
}

std::optional<Choice> reasonIn(const QString &line)
{
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(uR"(\s*([A-Za-z0-9_.-]{1,64})\s*=\s*([^\p{Cc}\p{Cf}]{1,100}?)\s*)"_s));
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch() || match.captured(2).trimmed().isEmpty())
        return std::nullopt;
    return Choice{.value = match.captured(1), .label = match.captured(2)};
}

bool mentions(const LifecycleCall &call, QLatin1StringView name)
{
    return call.body.contains(u"{%1}"_s.arg(name));
}

QString problemWithReasons(const LifecycleCall &call)
{
    if (call.reasons.size() > longestReasons)
        return LifecycleText::tr("The list of reasons has at most %1 characters.").arg(longestReasons);
    QStringList codes;
    const QStringList lines = call.reasons.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).trimmed().isEmpty())
            continue;
        const std::optional<Choice> reason = reasonIn(lines.at(i));
        if (!reason)
            return LifecycleText::tr("Line %1 is not “code = label”. A code has up to 64 letters, digits, _ . and -.")
                .arg(i + 1);
        if (codes.contains(reason->value))
            return LifecycleText::tr("Line %1 repeats a code.").arg(i + 1);
        codes << reason->value;
    }
    return codes.isEmpty() && mentions(call, "reason"_L1)
               ? LifecycleText::tr("The body sends {reason}: name at least one.")
               : QString();
}

QList<FieldProblem> problemsOf(Operation operation, const LifecycleCall &call)
{
    QList<FieldProblem> found;
    const auto add = [&](QLatin1StringView part, const QString &problem) {
        if (!problem.isEmpty())
            found.append({.key = key(operation, part), .message = problem});
    };
    add("method"_L1, problemWithMethod(call.method));
    add("path"_L1, problemWithPath(call.path));
    add("body"_L1, problemWithBody(call.body));
    add("status"_L1, problemWithStatus(call.expectedStatus));
    add("reasons"_L1, problemWithReasons(call));
    return found;
}

QJsonValue filledIn(const QJsonValue &value, const Replacements &replacements);

QJsonObject filledIn(const QJsonObject &object, const Replacements &replacements)
{
    QJsonObject filled;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QString text = member->toString();
        const bool isOptional = text == "{comment}"_L1 || text == "{ticket}"_L1;
        if (!isOptional || !filledIn(text, replacements).isEmpty())
            filled.insert(member.key(), filledIn(*member, replacements));
    }
    return filled;
}

QJsonValue filledIn(const QJsonValue &value, const Replacements &replacements)
{
    if (value.isString())
        return filledIn(value.toString(), replacements);
    if (value.isObject())
        return filledIn(value.toObject(), replacements);
    if (!value.isArray())
        return value;
    QJsonArray filled;
    for (const QJsonValue item : value.toArray())
        filled.append(filledIn(item, replacements));
    return filled;
}

QByteArray bodyOf(const LifecycleCall &call, const Replacements &replacements)
{
    const QJsonObject body = QJsonDocument::fromJson(call.body.toUtf8()).object();
    return call.body.trimmed().isEmpty() ? QByteArray()
                                         : QJsonDocument(filledIn(body, replacements)).toJson(QJsonDocument::Compact);
}

Error invalid(const QString &detail, const QString &field = {})
{
    return {.kind = Error::Kind::InvalidInput, .detail = detail, .field = field};
}

std::optional<Error> objectionTo(const LifecycleCall &call, const LifecycleOrder &order)
{
    if (order.token.isEmpty() || order.token.value == u"."_s || order.token.value == u".."_s) // another path
        return invalid(u"this cannot be a token id"_s, u"tokenId"_s);
    const QList<Choice> offered = reasons(call);
    const bool isKnown = std::any_of(offered.cbegin(), offered.cend(),
                                     [&](const Choice &choice) { return choice.value == order.reason; });
    if (!isKnown && !(offered.isEmpty() && order.reason.isEmpty()))
        return invalid(u"the reason is not one of this connection's"_s, u"reason"_s);
    if (order.comment.size() > longestComment)
        return invalid(u"the comment is longer than %1 characters"_s.arg(longestComment), u"comment"_s);
    for (const auto &[field, text] : {std::pair(u"comment"_s, order.comment), std::pair(u"ticket"_s, order.ticket)}) {
        if (redacted(text) != text)
            return invalid(u"a card number must not be sent in the %1"_s.arg(field), field);
    }
    return std::nullopt;
}
} // namespace

LifecycleExtension usual()
{
    const QString body = u"{\"reason\": \"{reason}\", \"comment\": \"{comment}\"}"_s;
    const QString suspendReasons = LifecycleText::tr("lost = Card or phone lost\n"
                                                     "stolen = Card or phone stolen\n"
                                                     "fraud-suspected = Fraud suspected\n"
                                                     "customer-request = The customer asked for it\n"
                                                     "other = Other");
    const QString resumeReasons = LifecycleText::tr("found = Found, or not stolen\n"
                                                    "no-fraud = No fraud was confirmed\n"
                                                    "customer-request = The customer asked for it\n"
                                                    "other = Other");
    return {.isOn = false,
            .suspend = {.path = u"/tokens/{tokenId}/suspend"_s, .body = body, .reasons = suspendReasons},
            .resume = {.path = u"/tokens/{tokenId}/resume"_s, .body = body, .reasons = resumeReasons}};
}

QList<FieldProblem> problems(const LifecycleExtension &extension)
{
    if (!extension.isOn)
        return {};
    return problemsOf(Operation::Suspend, extension.suspend) + problemsOf(Operation::Resume, extension.resume);
}

QList<Choice> reasons(const LifecycleCall &call)
{
    QList<Choice> found;
    for (const QString &line : call.reasons.split(u'\n')) {
        if (const std::optional<Choice> reason = reasonIn(line))
            found.append(*reason);
    }
    return found;
}

Result<LifecycleRequest> request(const LifecycleExtension &extension, const LifecycleOrder &order)
{
    if (!extension.isOn || (order.operation != Operation::Suspend && order.operation != Operation::Resume))
        return Failure(invalid(u"the connection has no extension for this"_s));
    const LifecycleCall &call = extension.call(order.operation);
    if (const QList<FieldProblem> found = problemsOf(order.operation, call); !found.isEmpty())
        return Failure(invalid(found.first().message, found.first().key));
    if (const std::optional<Error> objection = objectionTo(call, order))
        return Failure(*objection);

    Replacements replacements{{u"tokenId"_s, order.token.value},   {u"reason"_s, order.reason},
                              {u"comment"_s, order.comment},       {u"ticket"_s, order.ticket},
                              {u"operatorId"_s, order.operatorId}, {u"correlationId"_s, order.correlationId}};
    LifecycleRequest made{
        .method = call.method.toLatin1(), .path = call.path, .body = bodyOf(call, replacements), .redacted = {}};
    made.path.replace(tokenPlaceholder, QString::fromLatin1(QUrl::toPercentEncoding(order.token.value)));
    if (!order.comment.isEmpty())
        replacements[u"comment"_s] = u"…"_s;
    made.redacted = u"%1 %2 %3"_s.arg(call.method, made.path, QString::fromUtf8(bodyOf(call, replacements))).trimmed();
    return made;
}

QString key(Operation operation, QLatin1StringView part)
{
    return u"lifecycle.%1.%2"_s.arg(toWord(operation), part);
}

LifecycleExtension fromValues(const QMap<QString, QString> &values)
{
    LifecycleExtension read = usual();
    read.isOn = values.value(onKey) == "yes"_L1;
    for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
        LifecycleCall &call = operation == Operation::Suspend ? read.suspend : read.resume;
        const auto take = [&](QLatin1StringView part, QString &to) { to = values.value(key(operation, part), to); };
        take("method"_L1, call.method);
        take("path"_L1, call.path);
        take("body"_L1, call.body);
        take("status"_L1, call.expectedStatus);
        take("reasons"_L1, call.reasons);
    }
    return read;
}

void writeTo(QMap<QString, QString> &values, const LifecycleExtension &extension)
{
    // One that is off and as usual leaves no trace.
    if (!extension.isOn && extension == usual()) {
        values.removeIf([](const auto &value) { return value.key().startsWith("lifecycle."_L1); });
        return;
    }
    values.insert(onKey, extension.isOn ? u"yes"_s : u"no"_s);
    for (const Operation operation : {Operation::Suspend, Operation::Resume}) {
        const LifecycleCall &call = extension.call(operation);
        values.insert(key(operation, "method"_L1), call.method);
        values.insert(key(operation, "path"_L1), call.path);
        values.insert(key(operation, "body"_L1), call.body);
        values.insert(key(operation, "status"_L1), call.expectedStatus);
        values.insert(key(operation, "reasons"_L1), call.reasons);
    }
}
} // namespace lifecycle
