// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QWidget>

//! A picture on a checkerboard, which shows where it is transparent; words in its place when there is none.
class AssetPreview : public QWidget
{
    Q_OBJECT
public:
    explicit AssetPreview(QWidget *parent = nullptr);

    void setImage(const QImage &image, const QString &spoken);
    //! Instead of a picture.
    void setMessage(const QString &message);
    [[nodiscard]] const QImage &image() const { return m_image; }
    [[nodiscard]] const QString &message() const { return m_message; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 160}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 96}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_image;
    QString m_message;
};
