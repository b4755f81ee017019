// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/forms/widgetwalk.h"
#include "ui/forms/hintline.h"
#include "ui/settings/lifecycleeditor.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {
LifecycleExtension extension()
{
    LifecycleExtension made = lifecycle::usual();
    made.isOn = true;
    return made;
}
} // namespace

class TestLifecycleEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, Appearance::Light); }
    void init() { open(extension()); }
    void off_showsNothingOfIt();
    void whatIsGiven_isGivenBack();
    void problem_isSaidAtItsPlaceWhileTyping_data();
    void problem_isSaidAtItsPlaceWhileTyping();
    void preview_isTheRequestWithoutWhatIsSecret();
    void preview_ofWhatCannotBeSent_saysSo();
    void strangeStoredMethod_isShownAndNamed();
    void foreignProblem_isShownAtItsPart();
    void controls_areNamed();

private:
    void open(const LifecycleExtension &given)
    {
        m_editor = std::make_unique<LifecycleEditor>(given);
        m_editor->setBaseUrl(u"https://shop.example/tsh-cof/"_s);
        m_editor->show();
    }
    template <typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_editor->findChild<T *>(name);
    }
    [[nodiscard]] QString problem(const QString &key) const
    {
        const auto *hint = part<HintLine>(key + u"Hint"_s);
        return hint->tone() == HintLine::Tone::Error && hint->isVisible() ? hint->text() : QString();
    }
    [[nodiscard]] QString preview() const
    {
        return part<QPlainTextEdit>(u"lifecycle.suspend.preview"_s)->toPlainText();
    }

    std::unique_ptr<LifecycleEditor> m_editor;
};

void TestLifecycleEditor::off_showsNothingOfIt()
{
    open(lifecycle::usual());
    auto *box = part<QCheckBox>(u"lifecycle.onCheckBox"_s);
    QVERIFY(!box->isChecked());
    QVERIFY(!part<QLineEdit>(u"lifecycle.suspend.path"_s)->isVisible());
    QVERIFY(!m_editor->hasProblems());
    box->click();
    QVERIFY(part<QLineEdit>(u"lifecycle.suspend.path"_s)->isVisible());
    QVERIFY(m_editor->extension().isOn);
}

void TestLifecycleEditor::whatIsGiven_isGivenBack()
{
    LifecycleExtension given = extension();
    given.resume.method = u"PATCH"_s;
    given.resume.path = u"/x/{tokenId}"_s;
    given.resume.expectedStatus = u"202"_s;
    given.suspend.reasons = u"a = A\nb = B"_s;
    open(given);
    QCOMPARE(m_editor->extension(), given);
}

void TestLifecycleEditor::problem_isSaidAtItsPlaceWhileTyping_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::newRow("path") << u"lifecycle.suspend.path"_s << u"https://elsewhere/{tokenId}"_s;
    QTest::newRow("status") << u"lifecycle.resume.status"_s << u"404"_s;
    QTest::newRow("body") << u"lifecycle.resume.body"_s << u"{oops"_s;
    QTest::newRow("reasons") << u"lifecycle.suspend.reasons"_s << u"no label"_s;
}

void TestLifecycleEditor::problem_isSaidAtItsPlaceWhileTyping()
{
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QCOMPARE(problem(key), QString());
    auto *line = part<QLineEdit>(key);
    auto *area = part<QPlainTextEdit>(key);
    if (line)
        line->setText(text);
    else
        area->setPlainText(text);
    QVERIFY(!problem(key).isEmpty());
    const QWidget *editor = line ? static_cast<QWidget *>(line) : area;
    QVERIFY(editor->accessibleDescription().contains(problem(key)));
    QVERIFY(m_editor->hasProblems());
    m_editor->focusFirstProblem();
    QCOMPARE(m_editor->focusWidget(), editor);
}

void TestLifecycleEditor::preview_isTheRequestWithoutWhatIsSecret()
{
    const QString text = preview();
    QVERIFY2(text.startsWith(u"POST https://shop.example/tsh-cof/tokens/tk_example/suspend\n"_s), qPrintable(text));
    QVERIFY(text.contains(u"authorization: (hidden)"_s));
    QVERIFY(text.contains(u"\"reason\":\"lost\""_s));
    part<QComboBox>(u"lifecycle.suspend.method"_s)->setCurrentText(u"PUT"_s);
    part<QLineEdit>(u"lifecycle.suspend.path"_s)->setText(u"/v2/{tokenId}:hold"_s);
    part<QPlainTextEdit>(u"lifecycle.suspend.body"_s)->clear();
    QVERIFY(preview().startsWith(u"PUT https://shop.example/tsh-cof/v2/tk_example:hold\n"_s));
    QVERIFY(!preview().contains(u"content-type"_s));
    QVERIFY(part<QPlainTextEdit>(u"lifecycle.suspend.preview"_s)->isReadOnly());
}

void TestLifecycleEditor::preview_ofWhatCannotBeSent_saysSo()
{
    part<QLineEdit>(u"lifecycle.resume.path"_s)->setText(u"nowhere"_s);
    QVERIFY(preview().startsWith(u"POST "_s)); // the other one is as it was
    part<QLineEdit>(u"lifecycle.suspend.path"_s)->setText(u"nowhere"_s);
    QVERIFY(preview().startsWith(u"Nothing can be sent"_s));
}

void TestLifecycleEditor::strangeStoredMethod_isShownAndNamed()
{
    LifecycleExtension given = extension();
    given.suspend.method = u"DELETE"_s;
    open(given);
    QCOMPARE(part<QComboBox>(u"lifecycle.suspend.method"_s)->currentText(), u"DELETE"_s);
    QVERIFY(!problem(u"lifecycle.suspend.method"_s).isEmpty());
    QCOMPARE(m_editor->extension(), given);
}

void TestLifecycleEditor::foreignProblem_isShownAtItsPart()
{
    QVERIFY(m_editor->showProblem(u"lifecycle.resume.path"_s, u"Not there."_s));
    QCOMPARE(problem(u"lifecycle.resume.path"_s), u"Not there."_s);
    QVERIFY(!m_editor->showProblem(u"baseUrl"_s, u"Not mine."_s));
}

void TestLifecycleEditor::controls_areNamed()
{
    for (const QWidget *control : m_editor->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QLineEdit *>(control) ||
                               qobject_cast<const QPlainTextEdit *>(control) ||
                               qobject_cast<const QComboBox *>(control) || qobject_cast<const QCheckBox *>(control);
        if (isControl)
            QVERIFY2(!control->objectName().isEmpty() && !control->accessibleName().isEmpty(),
                     qPrintable(control->objectName()));
    }
    for (const QLabel *label : m_editor->findChildren<QLabel *>())
        QVERIFY(label->textFormat() == Qt::PlainText);
}

QTEST_MAIN(TestLifecycleEditor)
#include "tst_lifecycleeditor.moc"
