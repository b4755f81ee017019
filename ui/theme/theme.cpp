// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace {
QColor rgb(QRgb value)
{
    return QColor(value); // ignores alpha
}

ThemeColors lightColors()
{
    return {.window = rgb(0xF4F6F8), .base = rgb(0xFFFFFF), .alternate = rgb(0xF7F9FB),
            .text = rgb(0x1B1F24), .muted = rgb(0x56616D), .border = rgb(0xD6DCE3),
            .accent = rgb(0x2460C8), .accentText = rgb(0xFFFFFF), .selection = rgb(0xE4EDFC), .danger = rgb(0xB42318),
            .warning = rgb(0x7A3F00),
            .activeChip = rgb(0xDFF3E6), .activeChipText = rgb(0x14532D),
            .suspendedChip = rgb(0xFDEBC8), .suspendedChipText = rgb(0x7A3F00),
            .deletedChip = rgb(0xE7EAEE), .deletedChipText = rgb(0x414B57),
            .pendingChip = rgb(0xDFEAFE), .pendingChipText = rgb(0x1E40AF),
            .unknownChip = rgb(0xF0E6FD), .unknownChipText = rgb(0x5B21B6),
            .sandbox = rgb(0x0F766E), .test = rgb(0x1E40AF), .production = rgb(0xB42318),
            .environmentText = rgb(0xFFFFFF)};
}

ThemeColors darkColors()
{
    return {.window = rgb(0x15181C), .base = rgb(0x1C2025), .alternate = rgb(0x20252B),
            .text = rgb(0xE7EAEE), .muted = rgb(0x9DA8B4), .border = rgb(0x343B44),
            .accent = rgb(0x7FAAFF), .accentText = rgb(0x10141A), .selection = rgb(0x22314D), .danger = rgb(0xFF8F85),
            .warning = rgb(0xF7C878),
            .activeChip = rgb(0x143524), .activeChipText = rgb(0x86DFA8),
            .suspendedChip = rgb(0x40300E), .suspendedChipText = rgb(0xF7C878),
            .deletedChip = rgb(0x2B3138), .deletedChipText = rgb(0xB3BCC6),
            .pendingChip = rgb(0x182C54), .pendingChipText = rgb(0xA5C3FF),
            .unknownChip = rgb(0x35224E), .unknownChipText = rgb(0xD9B8FF),
            .sandbox = rgb(0x2DB7A8), .test = rgb(0xA5C3FF), .production = rgb(0xFF8F85),
            .environmentText = rgb(0x10141A)};
}

struct Current {
    bool isDark = false;
    ThemeColors colors = lightColors();
};

Current &current()
{
    static Current theme;
    return theme;
}

bool systemIsDark()
{
    // Qt 6.4 has no QStyleHints::colorScheme (6.5): the platform's own palette, before ours, is what tells.
    static const bool dark = QApplication::style()->standardPalette().window().color().lightness() < 128;
    return dark;
}

QPalette paletteOf(const ThemeColors &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.base);
    palette.setColor(QPalette::AlternateBase, theme.alternate);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.base);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.danger);
    palette.setColor(QPalette::ToolTipBase, theme.base);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.accentText);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Light, theme.base);
    palette.setColor(QPalette::Midlight, theme.alternate);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, theme.border);
    palette.setColor(QPalette::Shadow, theme.border);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.muted);
    return palette;
}

QString styleSheetOf(const ThemeColors &theme)
{
    QFile file(u":/theme/tokendesk.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<QLatin1StringView, QColor> names[] = {
        {"@window"_L1, theme.window}, {"@base"_L1, theme.base}, {"@alternate"_L1, theme.alternate},
        {"@text"_L1, theme.text}, {"@muted"_L1, theme.muted}, {"@border"_L1, theme.border},
        {"@accentText"_L1, theme.accentText}, {"@accent"_L1, theme.accent}, {"@selection"_L1, theme.selection},
        {"@danger"_L1, theme.danger}, {"@warningGround"_L1, theme.suspendedChip}, {"@warning"_L1, theme.warning},
    };
    for (const auto &[name, color] : names)
        sheet.replace(name, color.name());
    sheet.replace("@mode"_L1, current().isDark ? "dark"_L1 : "light"_L1);
    return sheet;
}
} // namespace

void applyTheme(QApplication &application, Appearance appearance)
{
    Q_INIT_RESOURCE(resources); // lies in a static library
    const bool dark = appearance == Appearance::Dark || (appearance == Appearance::System && systemIsDark());
    current() = {.isDark = dark, .colors = dark ? darkColors() : lightColors()};

    if (QStringList paths = QIcon::themeSearchPaths(); !paths.contains(u"/usr/share/icons"_s))
        QIcon::setThemeSearchPaths(paths << u"/usr/share/icons"_s);
    QIcon::setFallbackThemeName(dark ? u"breeze-dark"_s : u"breeze"_s);
    if (QIcon::themeName().isEmpty() || QIcon::themeName() == "hicolor"_L1 || QIcon::themeName().startsWith("breeze"_L1))
        QIcon::setThemeName(QIcon::fallbackThemeName());

    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(paletteOf(current().colors));
    application.setStyleSheet(styleSheetOf(current().colors));
}

bool isDark()
{
    return current().isDark;
}

const ThemeColors &colors()
{
    return current().colors;
}

PaintingIn::PaintingIn(bool dark) : m_wasDark(current().isDark)
{
    current() = {.isDark = dark, .colors = dark ? darkColors() : lightColors()};
}

PaintingIn::~PaintingIn()
{
    current() = {.isDark = m_wasDark, .colors = m_wasDark ? darkColors() : lightColors()};
}

QFont identifierFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont headingFont(int steps, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() + steps);
    font.setWeight(weight);
    return font;
}

QIcon themedIcon(const QString &name, const QColor &color)
{
    const QIcon icon = QIcon::fromTheme(name);
    if (!color.isValid() || icon.isNull())
        return icon;
    QIcon tinted;
    for (const int size : {16, 22, 32, 64}) {
        QPixmap pixmap = icon.pixmap(size, size);
        if (pixmap.isNull())
            continue;
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRect(QPoint(), pixmap.size()), color);
        painter.end();
        tinted.addPixmap(pixmap);
    }
    return tinted;
}

void setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}
