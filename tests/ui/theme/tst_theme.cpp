// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/programicon.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {
double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

//! WCAG 2.1 contrast ratio.
double contrast(const QColor &one, const QColor &other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}
} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPairOfColours_canBeRead_data();
    void everyPairOfColours_canBeRead();
    void styleSheet_hasNoUnknownColour();
    void appearance_switchesBackAndForth();
    void checkBox_isSeenInBothAppearances();
    void role_takesEffectAtOnce();
    void programIcon_hasItsOwnDrawingForEverySize();
};

void TestTheme::everyPairOfColours_canBeRead_data()
{
    QTest::addColumn<Appearance>("appearance");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
}

void TestTheme::everyPairOfColours_canBeRead()
{
    QFETCH(const Appearance, appearance);
    applyTheme(*qApp, appearance);
    const ThemeColors &theme = colors();
    const std::tuple<const char *, QColor, QColor> pairs[] = {
        {"text on window", theme.text, theme.window},
        {"text on base", theme.text, theme.base},
        {"text on alternate", theme.text, theme.alternate},
        {"text on selection", theme.text, theme.selection},
        {"muted on window", theme.muted, theme.window},
        {"muted on base", theme.muted, theme.base},
        {"accent on base", theme.accent, theme.base},
        {"accent on selection", theme.accent, theme.selection},
        {"accent text", theme.accentText, theme.accent},
        {"danger on base", theme.danger, theme.base},
        {"danger on window", theme.danger, theme.window},
        {"warning on base", theme.warning, theme.base},
        {"warning on its ground", theme.warning, theme.suspendedChip},
        {"active chip", theme.activeChipText, theme.activeChip},
        {"suspended chip", theme.suspendedChipText, theme.suspendedChip},
        {"deleted chip", theme.deletedChipText, theme.deletedChip},
        {"pending chip", theme.pendingChipText, theme.pendingChip},
        {"unknown chip", theme.unknownChipText, theme.unknownChip},
        {"sandbox", theme.environmentText, theme.sandbox},
        {"test", theme.environmentText, theme.test},
        {"production", theme.environmentText, theme.production},
    };
    for (const auto &[name, text, ground] : pairs)
        QVERIFY2(contrast(text, ground) >= 4.5,
                 qPrintable(u"%1: %2"_s.arg(QLatin1StringView(name)).arg(contrast(text, ground))));
}

void TestTheme::styleSheet_hasNoUnknownColour()
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyTheme(*qApp, appearance);
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY2(!qApp->styleSheet().contains(u'@'), "a word with @ was left in the style sheet");
        const QRegularExpression image(u"url\\(([^)]*)\\)"_s);
        for (auto match = image.globalMatch(qApp->styleSheet()); match.hasNext();) {
            const QString file = match.next().captured(1);
            QVERIFY2(QFile::exists(file), qPrintable(file));
        }
    }
}

void TestTheme::appearance_switchesBackAndForth()
{
    applyTheme(*qApp, Appearance::Light);
    const QColor light = qApp->palette().window().color();
    applyTheme(*qApp, Appearance::Dark);
    QVERIFY(isDark());
    QVERIFY(qApp->palette().window().color() != light);
    applyTheme(*qApp, Appearance::Light);
    QVERIFY(!isDark());
    QCOMPARE(qApp->palette().window().color(), light);
}

void TestTheme::checkBox_isSeenInBothAppearances()
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark}) {
        applyTheme(*qApp, appearance);
        QCheckBox box;
        QWidget ground;
        const QColor behind = ground.grab({0, 0, 1, 1}).toImage().pixelColor(0, 0);
        for (const bool isChecked : {false, true}) {
            box.setChecked(isChecked);
            const QImage drawn = box.grab().toImage();
            int seen = 0;
            for (int y = 0; y < drawn.height(); ++y) {
                for (int x = 0; x < drawn.width(); ++x)
                    seen += contrast(drawn.pixelColor(x, y), behind) >= 3 ? 1 : 0;
            }
            QVERIFY2(seen > 30,
                     qPrintable(u"%1 pixels, checked: %2, dark: %3"_s.arg(seen).arg(isChecked).arg(isDark())));
        }
    }
}

void TestTheme::role_takesEffectAtOnce()
{
    applyTheme(*qApp, Appearance::Light);
    QPushButton button(u"Create"_s);
    button.resize(120, 32);
    const QColor before = button.grab().toImage().pixelColor(60, 4);
    setRole(&button, "primary");
    QCOMPARE(button.grab().toImage().pixelColor(60, 4), colors().accent);
    QVERIFY(before != colors().accent);
}

void TestTheme::programIcon_hasItsOwnDrawingForEverySize()
{
    const QIcon icon = programIcon();
    for (const int size : {16, 24, 32, 48, 64, 128}) {
        const QImage picture = icon.pixmap(QSize(size, size), 1.0).toImage();
        QCOMPARE(picture, QImage(u":/icon/%1.png"_s.arg(size)).convertToFormat(picture.format()));
        QCOMPARE(picture.pixelColor(0, 0).alpha(), 0);
        QVERIFY2(picture.pixelColor(size * 11 / 16, size * 10 / 16).alpha() == 255, "the coin is there");
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
