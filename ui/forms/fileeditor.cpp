// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/fileeditor.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLayout>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {
QString localFileIn(const QMimeData *mime)
{
    return mime && mime->hasUrls() && mime->urls().first().isLocalFile() ? mime->urls().first().toLocalFile() : QString();
}
} // namespace

FileEditor::FileEditor(const FormField &field, QWidget *parent)
    : FieldEditor(field, parent), m_edit(new QLineEdit), m_browse(new QPushButton(tr("Browse…")))
{
    adopt(m_edit, u"LineEdit"_s);
    m_edit->setPlaceholderText(field.placeholder);
    m_browse->setObjectName(field.key + u"BrowseButton"_s);
    m_browse->setAccessibleName(tr("Browse for %1").arg(field.label));
    m_browse->setAutoDefault(false);
    layout()->addWidget(m_browse);
    connect(m_edit, &QLineEdit::textChanged, this, &FieldEditor::edited);
    connect(m_browse, &QPushButton::clicked, this, &FileEditor::browse);
}

QString FileEditor::path() const
{
    const QString typed = m_edit->text().trimmed();
    const QUrl url(typed);
    return url.isLocalFile() ? url.toLocalFile() : typed;
}

void FileEditor::browse()
{
    auto *dialog = new QFileDialog(this, tr("Choose a file: %1").arg(field().label), QFileInfo(path()).absolutePath());
    dialog->setObjectName(u"fileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_edit, &QLineEdit::setText);
    connect(dialog, &QFileDialog::finished, this, &FieldEditor::left);
    dialog->open();
}

bool FileEditor::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDrag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (watched == m_edit && (isDrag || event->type() == QEvent::Drop)) {
        auto *drop = static_cast<QDropEvent *>(event);
        const QString dropped = m_edit->isReadOnly() ? QString() : localFileIn(drop->mimeData());
        if (!dropped.isEmpty()) {
            drop->acceptProposedAction();
            if (!isDrag)
                m_edit->setText(dropped);
            return true;
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

void FileEditor::putInto(FormValues &values) const
{
    values.set(field().key, path());
}

void FileEditor::setValue(const QString &value)
{
    m_edit->setText(value);
}

void FileEditor::wipe()
{
    m_edit->clear();
}

bool FileEditor::isBlank() const
{
    return path().isEmpty();
}

void FileEditor::setReadOnly(bool isReadOnly)
{
    m_edit->setReadOnly(isReadOnly);
    m_browse->setEnabled(!isReadOnly);
}
