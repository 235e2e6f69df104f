#include "columns.hpp"
#include "command/shared.hpp"
#include "format/packet.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/report_draft.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::cli {

namespace report_due_command {
namespace {

struct Options {
    std::optional<Date> within;
    std::optional<std::string> group;
    std::optional<ProgramYear> year;
    bool all = false;
    bool exit_code = false;
    std::string group_named;
    std::string report;
    std::optional<Date> on;
    std::optional<std::string> link;
    std::optional<std::string> from;
    bool ignore_extra = false;
    bool force = false;
};

Tone tone_of(ReportStatus status) {
    switch (status) {
    case ReportStatus::upcoming: return Tone::plain;
    case ReportStatus::due: return Tone::attention;
    case ReportStatus::overdue: return Tone::bad;
    case ReportStatus::submitted: return Tone::good;
    }
    return Tone::plain;
}

constexpr auto report_columns = columns_of<OwedReport>(
    column("group_slug", "Slug", Audience::scripts,
           [](const OwedReport& report) { return Cell{report.group->slug.text()}; }),
    column("group", "Group", Importance::essential,
           [](const OwedReport& report, const Context& context) {
               return group_shown(context, *report.group);
           }),
    column("kind", "Kind", Audience::scripts,
           [](const OwedReport& report) { return report.group->kind; }),
    column("report", "Report", Importance::essential,
           [](const OwedReport& report) { return iso(report.report); }),
    column("due", "Due", Importance::essential, &OwedReport::due),
    column("status", "Status", Importance::essential,
           [](const OwedReport& report) {
               return Cell{word(report.status), tone_of(report.status)};
           }),
    column("days_left", "Days left", Importance::useful,
           [](const OwedReport& report, const Context& context) {
               return report.submission ? Cell{} : Cell{days_between(context.today(), report.due)};
           }),
    column("submitted_on", "Submitted", Importance::useful,
           [](const OwedReport& report) {
               return report.submission ? std::optional{iso(report.submission->on)} : std::nullopt;
           }),
    column("link", "Link", Importance::extra, [](const OwedReport& report) {
        return report.submission ? Cell::or_absent(report.submission->link) : Cell{};
    }));

void write_reports(Context& context, const std::vector<OwedReport>& reports) {
    report_columns.write(context, reports);
}

/// "Nothing due by 2026-12-24; next: December report, due 2026-12-31, 10 groups."
void explain_empty(Context& context, const app::Session& session, app::ReportsDueQuery question) {
    const auto until = question.until;
    question.until.reset();
    if (until) {
        const auto later = app::reports_due(session, question);
        if (!later.empty()) {
            const Date due = later.front().due;
            const auto groups = std::count_if(later.begin(), later.end(), [&](const auto& report) {
                return report.due == due;
            });
            context.explain_empty(
                fmt::format("Nothing due by {}; next: {} report, due {}, {} group{}.", iso(*until),
                            month_name(later.front().report.month()), iso(due), groups,
                            groups == 1 ? "" : "s"));
            return;
        }
    }
    const ProgramYear year = question.year.value_or(ProgramYear::containing(context.today()));
    const bool open_only = !question.all;
    question.all = true;
    question.year = year;
    context.explain_empty(
        open_only && !app::reports_due(session, question).empty()
            ? fmt::format("All reports of {} are submitted; see 'lmsection report-due --all'.",
                          year.label())
            : fmt::format("The handbook asks for no reports from {} in {}.",
                          question.group ? question.group->name : "the section", year.label()));
}

int run_report_due(const Options& options, Context& context) {
    app::ReportsDueQuery question;
    question.year = options.year;
    question.all = options.all;
    question.until = options.within;
    const auto session = context.reading_anything();
    if (options.group) {
        question.group = session.group(*options.group);
    }
    const auto reports = app::reports_due(session, question);
    write_reports(context, reports);
    if (reports.empty()) {
        explain_empty(context, session, question);
    }
    say_total(context, reports.size(), "report", "reports");
    const bool due = std::any_of(reports.begin(), reports.end(), [&](const OwedReport& report) {
        const bool soon = report.status == ReportStatus::upcoming && options.within.has_value();
        return soon || report.status == ReportStatus::due || report.status == ReportStatus::overdue;
    });
    return due && options.exit_code ? something_due : 0;
}

void require_both(const Options& options, std::string_view command) {
    if (options.group_named.empty() || options.report.empty()) {
        throw UsageError{fmt::format("{} is missing",
                                     options.group_named.empty() ? "GROUP" : "REPORT"),
                         fmt::format("write 'lmsection report-due {} GROUP 2026-12'", command)};
    }
}

void warn_of_future(Context& context, const std::vector<OwedReport>& submitted) {
    for (const OwedReport& report : submitted) {
        cli::warn_of_future(context,
                            fmt::format("report {} of {}", iso(report.report), report.group->name),
                            report.submission->on);
    }
}

/// Prints the result as rows and messages.
void report(Context& context, const app::SubmitResult& result, bool with_rows) {
    context.warn(result.warnings);
    if (with_rows) {
        write_reports(context, result.reports);
    }
    for (const std::string& note : result.notes) {
        context.say(capitalized(note) + ".");
    }
}

int run_submit(const Options& options, Context& context) {
    if (options.from) {
        const std::string csv = context.read_list(*options.from);
        auto session = context.writing();
        const std::string name = display_name(*options.from);
        const auto result = app::submit_from(session, csv, name, options.ignore_extra);
        warn_of_future(context, result.reports);
        report(context, result, context.shows_rows());
        context.say(fmt::format("{} submitted.", result.changed));
        say_dry_run(context);
        return 0;
    }
    require_both(options, "submit");
    const app::ReportOrder order{options.group_named, options.report, options.on, options.link};
    auto session = context.writing();
    const auto result = app::submit_report(session, order);
    warn_of_future(context, result.reports);
    report(context, result, true);
    if (result.changed > 0) {
        const OwedReport& submitted = result.reports.front();
        context.did(fmt::format("The {} report of {} is recorded as submitted.",
                                written(submitted.report), submitted.group->name));
    }
    say_dry_run(context);
    context.next_step("lmsection report-due");
    return 0;
}

int run_draft(const Options& options, Context& context) {
    const bool is_complete = options.all ? !options.group_named.empty() && options.report.empty()
                                         : !options.report.empty();
    if (!is_complete) {
        throw UsageError{options.all ? "with --all, give only REPORT" : "REPORT is missing",
                         "write 'lmsection report-due draft GROUP 2026-12' or 'lmsection "
                         "report-due draft --all 2026-12'"};
    }
    const bool as_html = context.format() == Format::html;
    const bool into_folder = options.all && !context.globals().output.empty();
    if (options.all && as_html && !into_folder) {
        throw UsageError{"HTML for all groups needs a folder, with a file for each group",
                         "name a folder with --output"};
    }
    const auto session = context.reading();
    const auto reports = options.all ? app::find_reports(session, options.group_named)
                                     : std::vector{app::find_report(session, options.group_named,
                                                                    options.report)};
    std::vector<NamedText> files;
    std::string all;
    for (const OwedReport& report : reports) {
        const app::Packet draft = app::draft_of_report(session, report);
        const PageTitle title{draft.title, session.handbook().section_name,
                              written(context.today())};
        std::string text = as_html ? packet_as_html(draft, title, false)
                                   : packet_as_markdown(draft);
        all += (all.empty() ? "" : "\n") + text;
        files.push_back({fmt::format("{}-{}.{}", report.group->slug.text(), iso(report.report),
                                     as_html ? "html" : "md"),
                         std::move(text)});
    }
    const std::string& output = context.globals().output;
    if (into_folder) {
        context.write_into_folder(files, options.force);
        context.say(
            fmt::format("Wrote {} to {}.", counted(files.size(), "draft", "drafts"), output));
        return 0;
    }
    if (!options.force) {
        Context::refuse_to_replace(output, all);
    }
    context.print(all);
    return 0;
}

void add_group_and_report(Arguments& arguments, Options& options) {
    arguments.option("GROUP", options.group_named,
                     "Group: slug, name, initials, or part of the name");
    arguments.option("REPORT", options.report,
                     "The month of the report: 2026-12, or dec for the oldest open one");
}

Runner set_up_report_due(Arguments& arguments) {
    arguments.prints(report_columns);
    auto options = options_of<Options>();
    arguments.option("--within", options->within, value::window_end(),
                     "Reports due within 30d, 2w or 1m, or by a date");
    arguments.option("--group", options->group, "Only this group").type_name("G");
    arguments.option("--year", options->year, value::program_year(DayUse::viewed),
                     "Only this program year (default: the current one, and overdue reports of the "
                     "previous one)");
    arguments.flag("--all", options->all, "Also list submitted reports and later ones");
    arguments.flag("--exit-code", options->exit_code,
                   "Exit with status 1 if a report is due, overdue or within --within");
    return [options](Context& context) { return run_report_due(*options, context); };
}

Runner set_up_report_submit(Arguments& arguments) {
    arguments.prints(report_columns);
    auto options = options_of<Options>();
    add_group_and_report(arguments, *options);
    arguments.option("--on", options->on, value::day(DayUse::done),
                     "Date it was submitted (default: today)");
    arguments.option("--link", options->link, value::link(), "Link to the report");
    arguments
        .option(
            "--from", options->from,
            "Submit all reports in a CSV file or workbook, all or none: group, report, on, link "
            "(-: standard input)")
        .type_name("FILE")
        .not_empty();
    arguments.flag("--ignore-extra", options->ignore_extra, "Ignore unknown columns");
    return [options](Context& context) { return run_submit(*options, context); };
}

Runner set_up_report_draft(Arguments& arguments) {
    auto options = options_of<Options>();
    add_group_and_report(arguments, *options);
    arguments.flag("--all", options->all,
                   "Draft this report for all groups that owe it; --output names a folder");
    arguments.flag("--force", options->force, "Replace files that differ, such as edited drafts");
    return [options](Context& context) { return run_draft(*options, context); };
}

Runner set_up_report_retract(Arguments& arguments) {
    arguments.prints(report_columns);
    auto options = options_of<Options>();
    add_group_and_report(arguments, *options);
    return [options](Context& context) {
        require_both(*options, "retract");
        auto session = context.writing();
        report(context, app::retract_report(session, options->group_named, options->report), true);
        say_dry_run(context);
        return 0;
    };
}

constexpr std::array draft_formats{Format::md, Format::html};

constexpr std::array commands{
    Command{.path = "report-due",
            .area = Area::what_is_due,
            .summary = "List the reports that are due",
            .examples = "  lmsection report-due\n"
                        "  lmsection report-due --within 30d --exit-code\n"
                        "  lmsection report-due --all --year 2025 --format csv\n",
            .set_up = set_up_report_due},
    Command{.path = "report-due submit",
            .area = Area::what_is_due,
            .summary = "Record that a report was submitted",
            .examples =
                "  lmsection report-due submit middle-managers 2026-12 --link "
                "https://drive.example/report\n"
                "  lmsection report-due submit --from reports.csv\n"
                "  lmsection report-due submit library-leaders-and-managers may --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_report_submit,
            .usage = "GROUP REPORT [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "report-due draft",
            .area = Area::what_is_due,
            .summary = "Write a draft of a group's report from the record",
            .examples = "  lmsection report-due draft middle-managers 2026-12\n"
                        "  lmsection report-due draft MBP dec --format html --output report.html\n"
                        "  lmsection report-due draft --all 2026-12 --output drafts\n",
            .set_up = set_up_report_draft,
            .formats = draft_formats,
            .has_rows = false,
            .folder_flag = "--all",
            .usage = "GROUP REPORT [OPTIONS]\n"
                     "--all REPORT [OPTIONS]\n"},
    Command{.path = "report-due retract",
            .area = Area::what_is_due,
            .summary = "Record that a report was not submitted after all",
            .examples = "  lmsection report-due retract middle-managers 2026-12\n"
                        "  lmsection report-due retract member-experience 2026-05\n"
                        "  lmsection report-due retract MBP 2026-05 --dry-run\n",
            .writes = true,
            .set_up = set_up_report_retract,
            .usage = "GROUP REPORT [OPTIONS]\n"},
};

}    // namespace
}    // namespace report_due_command

extern constinit const CommandList report_due_commands{report_due_command::commands};

}    // namespace lmsection::cli
