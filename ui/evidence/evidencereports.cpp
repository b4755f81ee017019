// SPDX-License-Identifier: Apache-2.0
#include "ui/evidence/evidencereports.h"

#include "app/core/observe.h"
#include "app/journal/evidencereport.h"
#include "ui/evidence/evidencepdf.h"
#include "ui/evidence/evidencewords.h"
#include "ui/shown.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {
QString jsonFileOf(const QString &pdfFile)
{
    const QFileInfo file(pdfFile);
    return file.dir().filePath(file.completeBaseName() + ".json"_L1);
}

Error unwritable(const QSaveFile &file)
{
    return {.kind = Error::Kind::Storage, .detail = u"the file cannot be written: %1"_s.arg(file.errorString())};
}

bool openPrivate(QSaveFile &file)
{
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

//! The file dialog has asked about the PDF only: another file beside it that bears the JSON's name is not replaced
//! unasked.
bool wouldReplaceUnasked(const QString &pdfFile)
{
    return QFileInfo::exists(jsonFileOf(pdfFile)) && !QFileInfo::exists(pdfFile);
}

//! Both files, or neither.
Result<Done> writeReport(const EvidenceReport &report, const QString &pdfFile)
{
    if (wouldReplaceUnasked(pdfFile))
        return Failure({.kind = Error::Kind::Rejected, .detail = u"a JSON file of this name is there already"_s});
    QSaveFile json(jsonFileOf(pdfFile));
    QSaveFile pdf(pdfFile);
    const QByteArray content = evidenceJson(report);
    if (!openPrivate(json) || json.write(content) != content.size())
        return Failure(unwritable(json));
    if (!openPrivate(pdf))
        return Failure(unwritable(pdf));
    if (const Result<Done> written = writeEvidencePdf(report, QFileInfo(json.fileName()).fileName(), pdf); !written)
        return written;
    if (!json.commit())
        return Failure(unwritable(json));
    if (pdf.commit())
        return Done{};
    QFile::remove(json.fileName());
    return Failure(unwritable(pdf));
}

Pending<Done> writeInPool(const EvidenceReport &report, const QString &pdfFile)
{
    const Settler<Done> settler;
    QThreadPool::globalInstance()->start([settler, report, pdfFile] { settler.settle(writeReport(report, pdfFile)); });
    return settler.pending();
}
} // namespace

EvidenceReports::EvidenceReports(const Clock &clock, QWidget *window)
    : QObject(window), m_clock(clock), m_window(window)
{
}

void EvidenceReports::ask(const std::shared_ptr<const Session> &session, const TokenId &token,
                          const std::optional<TokenReading> &reading)
{
    if (!session || token.isEmpty() || m_dialog)
        return;
    m_dialog = new QFileDialog(m_window, tr("Save the evidence report"));
    m_dialog->setObjectName(u"evidenceDialog"_s);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setNameFilter(tr("PDF, with a JSON file beside it (*.pdf)"));
    m_dialog->setDefaultSuffix(u"pdf"_s);
    m_dialog->selectFile(evidenceFileName(token, m_clock.nowUtc()) + ".pdf"_L1);
    connect(m_dialog, &QFileDialog::fileSelected, this,
            [this, session, token, reading](const QString &file) { save(session, token, reading, file); });
    m_dialog->open();
}

void EvidenceReports::save(const std::shared_ptr<const Session> &session, const TokenId &token,
                           const std::optional<TokenReading> &reading, const QString &pdfFile)
{
    Q_EMIT reported({OutcomeLine::Kind::Busy, tr("Making the evidence report…"), {}});
    EvidenceReport report;
    report.createdAt = m_clock.nowUtc();
    report.createdBy = session->operations->operatorId();
    report.connectionId = session->profile.id;
    report.connectionName = session->profile.name;
    report.token = token;
    report.reading = reading;
    // Recorded first: nothing leaves the desk unnoticed.
    const Pending<Done> recorded = session->operations->recordExport(token, u"evidence report"_s);
    const Pending<JournalEvidence> evidence =
        chain<Done>(recorded, [session, token](const Done &) { return session->operations->evidence(token); });
    const Pending<Done> written = chain<JournalEvidence>(evidence, [report, pdfFile](const JournalEvidence &found) {
        EvidenceReport whole = report;
        whole.evidence = found;
        return writeInPool(whole, pdfFile);
    });
    observe<Done>(this, written, [this, pdfFile](const Result<Done> &outcome) {
        if (outcome)
            Q_EMIT reported(
                {OutcomeLine::Kind::Succeeded,
                 tr("Evidence saved to %1, and as JSON beside it").arg(shown(QDir::toNativeSeparators(pdfFile))),
                 {}});
        else if (outcome.error().kind == Error::Kind::InvalidInput)
            Q_EMIT reported(
                {OutcomeLine::Kind::Refused, tr("No report was saved: enter your operator id in Settings first"), {}});
        else if (outcome.error().kind == Error::Kind::Rejected)
            Q_EMIT reported({OutcomeLine::Kind::Refused,
                             tr("No report was saved: %1 is there already. Choose another name")
                                 .arg(shown(QFileInfo(jsonFileOf(pdfFile)).fileName())),
                             {}});
        else
            Q_EMIT reported({OutcomeLine::Kind::Refused,
                             tr("No report was saved. Is the disk full, or the folder read-only?"),
                             {}});
    });
}
