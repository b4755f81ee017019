// SPDX-License-Identifier: Apache-2.0
// Draws the SVG on standard input with nothing checked and nothing confined.
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 1;
    QSvgRenderer renderer(input.readAll());
    QImage image(64, 64, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    renderer.render(&painter);
    return renderer.isValid() ? 0 : 1;
}
