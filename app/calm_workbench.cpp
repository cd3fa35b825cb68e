#include <QAction>
#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QPointer>
#include <QSettings>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "calm/fault.h"
#include "calm/log.h"
#include "calm/report.h"
#include "openmp_policy.h"
#include "picture_run.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/preferences.h"
#include "ui/report_files.h"
#include "ui/strings.h"
#include "ui/workspace.h"

namespace {

using namespace calm::ui;
using namespace Qt::StringLiterals;

const QString kSessionAlias = u"session-folder"_s;

struct Program {
  Q_DECLARE_TR_FUNCTIONS(calm_workbench)
};

void describeOptions(QCommandLineParser& parser) {
  parser.setApplicationDescription(Program::tr("Scores quantization methods per layer of a language model, live."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(u"path"_s, Program::tr("A model folder, a .gguf file or a session."), u"[path]"_s);
  parser.addOptions({
      {u"model"_s, Program::tr("Open this model folder or .gguf file."), u"path"_s},
      {{u"session"_s, kSessionAlias},
       Program::tr("Open this session, or keep the model's session there."),
       u"folder"_s},
      {u"analyse"_s, Program::tr("Start the analysis once the model is open.")},
      {u"page"_s,
       Program::tr("Show this page: start, sensitivity, plan, benchmark, similarity, tryit, layer, log, history or "
                   "help; or this "
                   "dialog: settings, budget, refine, export, report, hub, shortcuts or about."),
       u"id"_s},
      {u"click"_s, Program::tr("For pictures: click these buttons, by their object names, as soon as each can be."),
       u"names"_s},
      {u"size"_s, Program::tr("Size of the window, such as 1280x800."), u"WxH"_s},
      {u"theme"_s, Program::tr("light, dark or system, for this run only."), u"id"_s},
      {u"screenshot"_s, Program::tr("Write a picture of the window when it quits, or when --analyse has ended."),
       u"png"_s},
      {u"report"_s,
       Program::tr("Write the report of --session as .pdf or .html and quit, without a window or a display."),
       u"file"_s},
      {u"quit-after"_s, Program::tr("Quit after this many milliseconds."), u"ms"_s},
  });
}

/// Qt keeps an option of this name for desktop session managers and swallows it: ours travels under its alias.
std::vector<std::string> withoutQtSession(int argc, char** argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  for (std::string& argument : arguments) {
    if (argument == "--session" || argument.starts_with("--session=")) {
      argument.replace(0, std::string("--session").size(), "--" + kSessionAlias.toStdString());
    }
  }
  return arguments;
}

int fail(const QString& message) {
  std::fprintf(stderr, "calm-workbench: %s\n", qPrintable(message));
  return 1;
}

void nameProgram() {
  QCoreApplication::setApplicationName(u"calm-workbench"_s);
  QCoreApplication::setOrganizationName(u"calm-workbench"_s);
  QCoreApplication::setApplicationVersion(QStringLiteral(CALM_VERSION));
}

/// Whether the arguments ask for a text only, which needs no display.
bool asksForText(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin() + 1, arguments.end(), [](const std::string& argument) {
    return argument == "-h" || argument == "--help" || argument == "--help-all" || argument == "-v" ||
           argument == "--version";
  });
}

/// Whether the arguments ask for files only: drawing them needs no display either.
bool asksForFiles(const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin() + 1, arguments.end(), [](const std::string& argument) {
    return argument == "--report" || argument.starts_with("--report=");
  });
}

int writeReport(const QCommandLineParser& parser) {
  const QString session = parser.value(u"session"_s), file = parser.value(u"report"_s);
  if (session.isEmpty()) return fail(Program::tr("--report wants the session's folder, with --session."));
  try {
    writeReportAs(calm::read_report(toPath(session)), toPath(file));
  } catch (const std::exception& error) {
    return fail(QString::fromUtf8(error.what()));
  }
  return 0;
}

/// Without a display Qt ends the process with a core dump; this says what to do instead.
bool displayMissing([[maybe_unused]] const std::vector<std::string>& arguments) {
#if defined(Q_OS_LINUX)
  const bool chosen = std::any_of(arguments.begin() + 1, arguments.end(), [](const std::string& argument) {
    return argument == "-platform" || argument == "--platform" || argument == "-display" || argument == "--display";
  });
  return !chosen && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
         qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
  return false;
#endif
}

}  // namespace

int main(int argc, char** argv) {
  calm::shorten_openmp_spinning(argv);
  calm::explain_shortened_files();
  std::vector<std::string> arguments = withoutQtSession(argc, argv);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  nameProgram();
  QCommandLineParser parser;
  if (asksForText(arguments)) {
    const QCoreApplication texts(argc, pointers.data());
    applyLanguage(Preferences::load(QSettings()).language);
    describeOptions(parser);
    parser.process(texts);
  }
  if (asksForFiles(arguments) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
  }
  if (displayMissing(arguments)) {
    return fail(
        Program::tr("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it on a desktop or under "
                    "xvfb-run; the command line program calm does the same without one."));
  }
  QApplication app(argc, pointers.data());
  QGuiApplication::setApplicationDisplayName(u"CALM Workbench"_s);
  QGuiApplication::setWindowIcon(QIcon(u":/calm-workbench/icons/calm-workbench.svg"_s));
  QGuiApplication::setDesktopFileName(u"calm-workbench"_s);

  QSettings settings;
  applyLanguage(Preferences::load(settings).language);
  describeOptions(parser);
  parser.process(app);
  if (parser.isSet(u"report"_s)) return writeReport(parser);
  Workspace workspace;
  MainWindow window(&workspace, {&settings});

  const QPointer<MainWindow> target(&window);
  calm::set_log_sink([target](calm::LogLevel level, const std::string& message) {
    if (level >= calm::LogLevel::warning) std::fprintf(stderr, "%s\n", message.c_str());
    QMetaObject::invokeMethod(
        qApp,
        [target, level, text = toQString(message)] {
          if (target) target->appendLog(level, text);
        },
        Qt::QueuedConnection);
  });

  if (parser.isSet(u"size"_s)) {
    const QStringList parts = parser.value(u"size"_s).split(u'x');
    const int width = parts.value(0).toInt(), height = parts.value(1).toInt();
    if (width <= 0 || height <= 0) return fail(Program::tr("--size wants WIDTHxHEIGHT, such as 1280x800."));
    window.resize(width, height);
  }
  if (parser.isSet(u"theme"_s)) applyTheme(themeFromId(parser.value(u"theme"_s)));
  QAction* dialog = window.dialogAction(parser.value(u"page"_s));
  if (parser.isSet(u"page"_s) && dialog == nullptr && !window.showPage(parser.value(u"page"_s))) {
    return fail(Program::tr("--page: there is no page \"%1\".").arg(parser.value(u"page"_s)));
  }
  int quitAfter = -1;
  if (parser.isSet(u"quit-after"_s)) {
    bool number = false;
    quitAfter = parser.value(u"quit-after"_s).toInt(&number);
    if (!number || quitAfter < 0) return fail(Program::tr("--quit-after wants milliseconds."));
  }

  int status = 0;
  const QString picture = parser.value(u"screenshot"_s);
  const bool analyse = parser.isSet(u"analyse"_s);
  const auto takePicture = [&] {
    if (!picture.isEmpty() && !pictureOf(window).save(picture))
      status = fail(Program::tr("%1 cannot be written.").arg(picture));
  };
  const auto pictureThenQuit = [&] {
    takePicture();
    window.closeWithoutAsking();
  };
  QObject::connect(&window, &MainWindow::closed, &app, [&] { QCoreApplication::exit(status); });
  QObject::connect(&workspace, &Workspace::modelFailed, &app, [&](const QString& message) {
    if (picture.isEmpty() && quitAfter < 0) return;  // a person reads the message bar
    status = fail(message);
  });
  bool started = false;
  if (analyse) {
    QObject::connect(&workspace, &Workspace::modelOpened, &app, [&] {
      if (!started) workspace.analyse();
      started = true;
    });
    QObject::connect(&workspace, &Workspace::jobEnded, &app, [&](const JobInfo& job) {
      if (job.kind == JobKind::search && !picture.isEmpty() && quitAfter < 0)
        QTimer::singleShot(500, &window, pictureThenQuit);
    });
  }
  if (quitAfter >= 0) QTimer::singleShot(quitAfter, &window, pictureThenQuit);

  ClickRun clicks(parser.value(u"click"_s).split(u',', Qt::SkipEmptyParts));
  window.show();
  // A dock that is raised before the window is there stays behind the others.
  if (parser.isSet(u"page"_s) && dialog == nullptr) {
    QTimer::singleShot(0, &window, [&] { window.showPage(parser.value(u"page"_s)); });
  }
  const QString session = parser.value(u"session"_s);
  const QString model = parser.isSet(u"model"_s) ? parser.value(u"model"_s) : parser.positionalArguments().value(0);
  if (!model.isEmpty() && !session.isEmpty()) {
    workspace.openModelInSession(model, session);
  } else if (!session.isEmpty()) {
    workspace.openSession(session);
  } else if (!model.isEmpty()) {
    workspace.openPath(model);
  }
  if (workspace.jobs()->busy()) {
    QObject::connect(&workspace, &Workspace::jobEnded, &clicks, [&](const JobInfo& job) {
      if (job.kind != JobKind::open) return;
      if (dialog) {
        dialog->trigger();
      } else if (parser.isSet(u"page"_s)) {
        window.showPage(parser.value(u"page"_s));
      }
      clicks.start();
    });
  } else {
    if (dialog) QTimer::singleShot(0, dialog, &QAction::trigger);
    clicks.start();
  }
  const int result = QApplication::exec();
  calm::set_log_sink({});
  return status != 0 ? status : result;
}
