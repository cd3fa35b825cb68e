#include "ui/report_files.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextObjectInterface>
#include <QTextTable>

#include "calm/error.h"
#include "ui/report_texts.h"
#include "ui/strings.h"

namespace calm::ui {

namespace {

constexpr int kPlotObject = QTextFormat::UserObject + 1;
constexpr int kSvgProperty = QTextFormat::UserProperty + 1;
constexpr int kSizeProperty = QTextFormat::UserProperty + 2;  // asked for at every layout: not parsed again
constexpr int kResolution = 300;
constexpr double kPlotResolution = 150;  // pixels of a plot an inch, where the page is wide enough
constexpr double kMargin = 2 / 2.54;     // inches; what QTextDocument::print leaves around the page
constexpr double kPageWidth = 8.27;      // inches
const QColor kSoft(86, 96, 112), kRule(213, 219, 227);

QByteArray svgOf(const calm::ReportPlot& plot) {
  return QByteArray::fromStdString(calm::plot_svg(plot));
}

/// Draws an SVG where a character stands, as wide as the page lets it.
class PlotObject : public QObject, public QTextObjectInterface {
  Q_OBJECT
  Q_INTERFACES(QTextObjectInterface)

 public:
  using QObject::QObject;
  QSizeF intrinsicSize(QTextDocument* document, int, const QTextFormat& format) override {
    const QSizeF natural = format.property(kSizeProperty).toSizeF();
    const QPaintDevice* device = document->documentLayout()->paintDevice();
    const double dpi = device != nullptr ? device->logicalDpiX() : kResolution;
    const double width = std::min((kPageWidth - 2 * kMargin) * dpi, natural.width() * dpi / kPlotResolution);
    return {width, width * natural.height() / std::max(1.0, natural.width())};
  }
  void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override {
    QSvgRenderer(format.property(kSvgProperty).toByteArray()).render(painter, rect);
  }
};

class PdfPage {
 public:
  PdfPage() : cursor_(&document_) {
    document_.setUndoRedoEnabled(false);
    document_.setDefaultFont(QFont(QGuiApplication::font().family(), 9));
    document_.documentLayout()->registerHandler(kPlotObject, &plots_);
    cursor_.beginEditBlock();  // one layout at the end, not one an edit
  }

  void heading(const QString& text, int points, double space) {
    QTextCharFormat format;
    format.setFontPointSize(points);
    format.setFontWeight(QFont::DemiBold);
    QTextBlockFormat block;
    block.setTopMargin(dots(space));
    block.setBottomMargin(dots(0.06));
    block.setPageBreakPolicy(QTextFormat::PageBreak_Auto);
    line(text, block, format);
  }

  void paragraph(const QString& text, bool soft) {
    QTextCharFormat format;
    format.setFontPointSize(soft ? 8 : 9);
    if (soft) format.setForeground(kSoft);
    QTextBlockFormat block;
    block.setBottomMargin(dots(0.05));
    line(text, block, format);
  }

  void plot(const calm::ReportPlot& plot) {
    QTextCharFormat format;
    format.setObjectType(kPlotObject);
    const QByteArray svg = svgOf(plot);
    format.setProperty(kSvgProperty, svg);
    format.setProperty(kSizeProperty, QSizeF(QSvgRenderer(svg).defaultSize()));
    QTextBlockFormat block;
    block.setTopMargin(dots(0.08));
    next(block);
    cursor_.insertText(QString(QChar::ObjectReplacementCharacter), format);
    if (!plot.caption.empty()) paragraph(toQString(plot.caption), true);
  }

  void table(const calm::ReportTable& table) {
    bool head = false;
    for (const auto& column : table.columns) head = head || !column.title.empty();
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(dots(0.012));
    format.setCellSpacing(0);
    format.setHeaderRowCount(head ? 1 : 0);
    format.setBorderCollapse(true);
    next({});
    const int columns = static_cast<int>(table.columns.size());
    QTextTable* grid = cursor_.insertTable(static_cast<int>(table.rows.size()) + (head ? 1 : 0), columns, format);
    const double points = columns > 8 ? 6 : columns > 5 ? 7 : 8;
    const auto cell = [&](int row, int column, const QString& text, bool strong) {
      QTextTableCell at = grid->cellAt(row, column);
      QTextTableCellFormat look;
      look.setBottomBorder(dots(0.005));
      look.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
      look.setBottomBorderBrush(kRule);
      look.setRightPadding(dots(0.08));
      at.setFormat(look);
      QTextCharFormat letters;
      letters.setFontPointSize(points);
      if (strong) letters.setForeground(kSoft);
      if (strong) letters.setFontWeight(QFont::DemiBold);
      QTextCursor inside = at.firstCursorPosition();
      QTextBlockFormat block;
      const bool number = table.columns[static_cast<size_t>(column)].number;
      block.setAlignment(number ? Qt::AlignRight : Qt::AlignLeft);
      inside.setBlockFormat(block);
      inside.insertText(text, letters);
    };
    for (int c = 0; head && c < columns; ++c) cell(0, c, toQString(table.columns[static_cast<size_t>(c)].title), true);
    for (size_t r = 0; r < table.rows.size(); ++r) {
      for (int c = 0; c < columns; ++c) {
        const auto index = static_cast<size_t>(c);
        cell(static_cast<int>(r) + (head ? 1 : 0), c,
             toQString(calm::cell_text(table.rows[r][index], table.columns[index])), !head && c == 0);
      }
    }
    cursor_.movePosition(QTextCursor::End);
    if (!table.note.empty()) paragraph(toQString(table.note), true);
  }

  QByteArray print(const QString& title) {
    cursor_.endEditBlock();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("CALM Workbench"));
    writer.setResolution(kResolution);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, {}));
    document_.print(&writer);
    return buffer.data();
  }

 private:
  /// Inches in the document's own unit, which the printing scales to the page.
  double dots(double inches) const { return inches * 96; }

  void next(const QTextBlockFormat& block) {
    if (first_) {
      cursor_.setBlockFormat(block);
    } else {
      cursor_.insertBlock(block, QTextCharFormat());
    }
    first_ = false;
  }
  void line(const QString& text, const QTextBlockFormat& block, const QTextCharFormat& format) {
    next(block);
    cursor_.insertText(text, format);
  }

  QTextDocument document_;
  PlotObject plots_;
  QTextCursor cursor_;
  bool first_ = true;
};

void write(const QByteArray& bytes, const std::filesystem::path& path) {
  QSaveFile file(pathToQString(path));
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit()) return;
  throw Error(ErrorCode::io, path.string() + ": cannot write: " + toStd(file.errorString()));
}

}  // namespace

QImage plotImage(const calm::ReportPlot& plot, double scale) {
  QSvgRenderer renderer(svgOf(plot));
  QImage image(renderer.defaultSize() * scale, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  renderer.render(&painter);
  return image;
}

void writeReportPdf(const calm::Report& made, const std::filesystem::path& pdf) {
  const calm::Report report = inWindowLanguage(made, ReportCells::Translated);
  PdfPage page;
  page.heading(toQString(report.title), 18, 0);
  page.paragraph(toQString(report.subtitle), true);
  for (const calm::ReportSection& section : report.sections) {
    page.heading(toQString(section.title), 13, 0.25);
    for (const std::string& text : section.paragraphs) page.paragraph(toQString(text), false);
    for (const calm::ReportPlot& plot : section.plots) page.plot(plot);
    for (const calm::ReportTable& table : section.tables) {
      if (table.folded) {
        page.paragraph(QCoreApplication::translate("calm::ui", "%1: %2 rows, in %3.csv and on the HTML page.")
                           .arg(toQString(table.title))
                           .arg(table.rows.size())
                           .arg(toQString(table.id)),
                       true);
        continue;
      }
      if (section.tables.size() > 1) page.heading(toQString(table.title), 10, 0.12);
      page.table(table);
    }
  }
  write(page.print(toQString(report.title)), pdf);
}

std::vector<std::filesystem::path> writeReportFiles(const calm::Report& report, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files = calm::write_report_files(report, folder);
  const calm::Report shown = inWindowLanguage(report, ReportCells::AsTheyAre);
  for (const calm::ReportPlot* plot : shown.plots()) {
    write(QByteArray::fromStdString(calm::plot_svg(*plot)), folder / (plot->id + ".svg"));  // in place of core's
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    plotImage(*plot).save(&buffer, "PNG");
    files.push_back(folder / (plot->id + ".png"));
    write(buffer.data(), files.back());
  }
  return files;
}

void writeReportAs(const calm::Report& report, const std::filesystem::path& file) {
  if (pathToQString(file).endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
    writeReportPdf(report, file);
  } else {
    calm::write_report(inWindowLanguage(report, ReportCells::Translated), file);
  }
}

}  // namespace calm::ui

#include "report_files.moc"
