// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/operations/desk.h"
#include "ui/errortext.h"
#include "ui/several/severalinput.h"

#include <QDialog>
#include <QPointer>

#include <memory>
#include <vector>

class FormView;
class Notice;
class QFileDialog;
class QLabel;
class QLineEdit;
class QMessageBox;
class QPushButton;
class QScrollArea;
class QTableView;
class SeveralRows;
class SeveralRun;

//! An update of several tokens: the rows in a table, and the form of the chosen row under it. Sent as one request; what
//! came of each row stands in it. Closed while a request is under way it only stops watching. Card numbers are wiped
//! when it closes.
class SeveralDialog : public QDialog
{
    Q_OBJECT
public:
    //! The session's connection offers it. `clock` outlives the dialog.
    SeveralDialog(std::shared_ptr<const Session> session, const QList<Token> &tokens, const Clock &clock,
                  QWidget *parent);
    ~SeveralDialog() override;

    //! What is to be sent, after `confirmed`: the rows are under way from then on.
    [[nodiscard]] std::vector<UpdateRow> takeRows();
    [[nodiscard]] OperationReason why() const;
    //! Shows how it goes. The run outlives the dialog or says so by its signals no more.
    void follow(SeveralRun *run);
    //! Adds the rows of a file, whose bad lines are listed.
    void readFile(const QString &path);

    //! Asks first when something that was typed would be lost.
    void reject() override;
    //! Wipes what was typed and closes.
    void closeForGood();

Q_SIGNALS:
    void confirmed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeading();
    [[nodiscard]] QWidget *makeTools();
    [[nodiscard]] QWidget *makeTable();
    [[nodiscard]] QWidget *makeRowSide();
    [[nodiscard]] QWidget *makeFoot();
    void makeShortcuts();

    void addRow();
    void removeRow();
    void paste();
    void askForFile();
    void take(SeveralInput input);
    void choose(int row);
    [[nodiscard]] int chosen() const;
    void loadRow();
    void storeRow();
    void sayAtRow();
    [[nodiscard]] ErrorText textOfRow(int row) const;

    void submit();
    void end(const Result<SeveralUpdated> &outcome);
    void setUnderWay(bool isUnderWay);
    void judge();
    [[nodiscard]] QString confirmationText() const; //!< what has to be typed; empty: nothing

    std::shared_ptr<const Session> m_session;
    SeveralColumns m_columns;
    SeveralRows *m_rows;
    QTableView *m_table = nullptr;
    FormView *m_form = nullptr;
    FormView *m_record = nullptr;
    QScrollArea *m_area = nullptr;
    QLabel *m_empty = nullptr;
    QWidget *m_rowSide = nullptr;
    Notice *m_input = nullptr;
    Notice *m_outcome = nullptr; //!< of the whole and of the chosen row: one, to leave the row its room
    QPushButton *m_release = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_paste = nullptr;
    QPushButton *m_file = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_update = nullptr;
    QPushButton *m_close = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_progress = nullptr;
    QLabel *m_confirmationLabel = nullptr;
    QLineEdit *m_confirmation = nullptr;
    QPointer<SeveralRun> m_run;
    QPointer<QFileDialog> m_fileDialog;
    QPointer<QMessageBox> m_question;
    ErrorText m_said;          //!< of the whole; empty: nothing was sent since
    bool m_isSaidWhole = true; //!< its rows do not say the rest
    bool m_isAllDone = false;
    bool m_isDoubtful = false;
    int m_reading = 0; //!< tokens that are still to be read again
    bool m_isUnderWay = false;
    bool m_isLoading = false; //!< the form shows another row just now
    bool m_wasAttempted = false;
};
