// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/domain/lifecycleextension.h"

#include <QMap>
#include <QWidget>

class HintLine;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPlainTextEdit;

//! Describes what a connection's contract adds: whether it adds anything, how a suspend and a resume travel, and what
//! such a request looks like, without what is secret. What is wrong is said at its place while typing.
class LifecycleEditor : public QWidget
{
    Q_OBJECT
public:
    explicit LifecycleEditor(const LifecycleExtension &extension, QWidget *parent = nullptr);

    [[nodiscard]] LifecycleExtension extension() const;
    //! The address that the preview shows.
    void setBaseUrl(const QString &url);
    [[nodiscard]] bool hasProblems() const { return !lifecycle::problems(extension()).isEmpty(); }
    void focusFirstProblem();
    //! Says what someone else found wrong with a part; false for a key that is none of its own.
    bool showProblem(const QString &key, const QString &problem);
    void setReadOnly(bool isReadOnly);

Q_SIGNALS:
    void changed();

private:
    //! The controls of one of the two requests.
    struct CallParts {
        QComboBox *method;
        QLineEdit *path;
        QPlainTextEdit *body;
        QLineEdit *status;
        QPlainTextEdit *reasons;
        QPlainTextEdit *preview;
    };

    [[nodiscard]] QWidget *buildCall(Operation operation, CallParts &parts);
    void addPart(QGridLayout &grid, int row, Operation operation, QLatin1StringView part, const QString &label,
                 QWidget *editor);
    void fill(const CallParts &parts, const LifecycleCall &call);
    [[nodiscard]] static LifecycleCall read(const CallParts &parts);
    void judge();
    void preview(Operation operation, const CallParts &parts);

    QString m_baseUrl;
    QCheckBox *m_isOn;
    QWidget *m_calls;
    CallParts m_suspend{};
    CallParts m_resume{};
    QMap<QString, HintLine *> m_hints; //!< by the key of the part
    QMap<QString, QWidget *> m_editors;
};
