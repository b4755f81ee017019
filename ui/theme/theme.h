// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;
class QWidget;

//! Which palette the agent asked for.
enum class Appearance { System, Light, Dark };

//! The roles of the look; every pair of text and ground is at least 4.5:1.
struct ThemeColors {
    QColor window, base, alternate;
    QColor text, muted, border;
    QColor accent, accentText, selection, danger, warning;
    QColor activeChip, activeChipText;
    QColor suspendedChip, suspendedChipText;
    QColor deletedChip, deletedChipText;
    QColor pendingChip, pendingChipText;
    QColor unknownChip, unknownChipText;
    QColor sandbox, test, production, environmentText;
};

//! Base unit of the layout in device-independent pixels.
namespace Metrics {
inline constexpr int unit = 4;
inline constexpr int spacing = 8;
inline constexpr int gap = 12;
inline constexpr int controlHeight = 32;
inline constexpr int rowHeight = 40;
inline constexpr int compactRowHeight = 28;
inline constexpr int radius = 6;
} // namespace Metrics

//! Fusion, our palette, one style sheet and the icon theme; may be called again at any time. Windows repaint by
//! QEvent::PaletteChange.
void applyTheme(QApplication &application, Appearance appearance);
[[nodiscard]] bool isDark();
[[nodiscard]] const ThemeColors &colors();

//! While it lives, `colors` and `isDark` are those of one palette: for pictures that are painted apart from the windows.
class PaintingIn
{
public:
    explicit PaintingIn(bool dark);
    ~PaintingIn();
    PaintingIn(const PaintingIn &) = delete;
    PaintingIn &operator=(const PaintingIn &) = delete;

private:
    bool m_wasDark;
};

//! The platform's monospaced font at the application's size: for ids only.
[[nodiscard]] QFont identifierFont();
//! The application's font, `steps` points larger, with tabular figures where the font has them.
[[nodiscard]] QFont headingFont(int steps, QFont::Weight weight = QFont::DemiBold);
//! From the freedesktop theme, Breeze where that has none. Recoloured to `color` when one is given.
[[nodiscard]] QIcon themedIcon(const QString &name, const QColor &color = {});

//! Style-sheet roles, as the dynamic property "role" of a widget: "primary", "danger", "flat" for buttons; "heading",
//! "subheading", "muted", "error", "warning", "band" for labels; "bar", "panel", "page" for surfaces. Repolishes the widget.
void setRole(QWidget *widget, const char *role);
