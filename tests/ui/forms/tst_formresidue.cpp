// SPDX-License-Identifier: Apache-2.0
#include "tests/crypto/memorysweep.h"
#include "tests/support/fakeclock.h"
#include "tests/ui/forms/sampleforms.h"
#include "ui/forms/formview.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {
constexpr unsigned char mask = 0x5a;

//! A well-known test card that stands nowhere in this process unless someone puts it there.
QByteArray maskedNumber()
{
    return QByteArray(12, static_cast<char>('5' ^ mask)) + QByteArray(4, static_cast<char>('4' ^ mask));
}

enum class Encoding { Utf8, Utf16 };

int copiesInMemory(Encoding encoding)
{
    QByteArray pattern;
    const QByteArray masked = maskedNumber();
    pattern.reserve(2 * masked.size()); // growing would leave copies behind
    for (const char byte : masked) {
        pattern.append(static_cast<char>(byte ^ mask));
        if (encoding == Encoding::Utf16)
            pattern.append('\0');
    }
    const MemorySweep sweep(pattern);
    wipe(pattern);
    return sweep.count();
}

void typeNumber(QWidget *input)
{
    input->setFocus();
    for (const char byte : maskedNumber())
        QTest::keyClick(input, static_cast<char>(byte ^ mask));
}
} // namespace

//! What stays of a secret in this process's memory once it was typed and wiped.
class TestFormResidue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void sweep_findsWhatIsThere();
    void cardNumber_isInMemoryOnce_andNotAtAllAfterWiping();
    void cardNumberTakenAsValues_isGoneWithThem();
    void otherSecrets_leaveAtMostQLineEditsDisplayCopy_data();
    void otherSecrets_leaveAtMostQLineEditsDisplayCopy();

private:
    void leave()
    {
        m_form->input(u"exp"_s)->setFocus();
        QTest::qWait(20); // masked and painted
    }

    FakeClock m_clock;
    std::unique_ptr<FormView> m_form;
};

void TestFormResidue::initTestCase()
{
    applyTheme(*qApp, Appearance::Light);
}

void TestFormResidue::init()
{
    m_form = std::make_unique<FormView>();
    m_form->setForm(SampleForms::network(), m_clock);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestFormResidue::sweep_findsWhatIsThere()
{
    QCOMPARE(copiesInMemory(Encoding::Utf16), 0);
    QString plain;
    for (const char byte : maskedNumber())
        plain.append(QChar::fromLatin1(static_cast<char>(byte ^ mask)));
    QVERIFY(copiesInMemory(Encoding::Utf16) >= 1);
    wipe(plain);
}

void TestFormResidue::cardNumber_isInMemoryOnce_andNotAtAllAfterWiping()
{
    const int utf16Before = copiesInMemory(Encoding::Utf16); // what other tests' plain strings left
    typeNumber(m_form->input(u"fpan"_s));
    leave();
    QCOMPARE(copiesInMemory(Encoding::Utf16), utf16Before + 1);
    QCOMPARE(copiesInMemory(Encoding::Utf8), 0);
    m_form->wipeSecrets();
    QCOMPARE(copiesInMemory(Encoding::Utf16), utf16Before);
    QCOMPARE(copiesInMemory(Encoding::Utf8), 0);
}

void TestFormResidue::cardNumberTakenAsValues_isGoneWithThem()
{
    typeNumber(m_form->input(u"fpan"_s));
    leave();
    {
        const FormValues values = m_form->values();
        QCOMPARE(copiesInMemory(Encoding::Utf8), 1);
    }
    QCOMPARE(copiesInMemory(Encoding::Utf8), 0);
}

void TestFormResidue::otherSecrets_leaveAtMostQLineEditsDisplayCopy_data()
{
    QTest::addColumn<QString>("key");
    for (const QString &key : {u"name"_s, u"email"_s, u"accountId"_s})
        QTest::newRow(qPrintable(key)) << key;
}

void TestFormResidue::otherSecrets_leaveAtMostQLineEditsDisplayCopy()
{
    QFETCH(const QString, key);
    const int utf16Before = copiesInMemory(Encoding::Utf16);
    typeNumber(m_form->input(key));
    leave();
    const int utf16Held = copiesInMemory(Encoding::Utf16);
    QVERIFY(utf16Held > utf16Before);
    m_form->clear();
    // QLineEdit lays its text out from a copy that it frees without overwriting; its buffer proper is overwritten.
    QVERIFY(copiesInMemory(Encoding::Utf16) < utf16Held);
    QVERIFY(copiesInMemory(Encoding::Utf16) <= utf16Before + 1);
    QCOMPARE(copiesInMemory(Encoding::Utf8), 0);
}

QTEST_MAIN(TestFormResidue)
#include "tst_formresidue.moc"
