#include "lmsection/app/report_desk.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<std::string> within;
    std::optional<std::string> group;
    std::optional<std::string> year;
    bool all = false;
    bool exit_code = false;
    std::string group_named;
    std::string report;
    std::optional<std::string> on;
    std::optional<std::string> link;
    std::optional<std::string> from;
    bool ignore_extra = false;
};

std::vector<Column> report_columns() {
    return {{"group_slug", "Slug", Shown::to_scripts},
            {"group", "Group"},
            {"kind", "Kind", Shown::to_scripts},
            {"report", "Report"},
            {"due", "Due"},
            {"status", "Status"},
            {"days_left", "Days left"},
            {"submitted_on", "Submitted"},
            {"link", "Link"}};
}

Tone tone_of(ReportStatus status) {
    switch (status) {
    case ReportStatus::upcoming: return Tone::plain;
    case ReportStatus::due: return Tone::attention;
    case ReportStatus::overdue: return Tone::bad;
    case ReportStatus::submitted: return Tone::good;
    }
    return Tone::plain;
}

void write_reports(Context& context, const std::vector<OwedReport>& reports) {
    const auto writer = context.rows(report_columns());
    for (const OwedReport& report : reports) {
        const auto& in = report.submission;
        const std::string on = in ? iso(in->on) : "";
        const std::string link = in ? in->link : "";
        const Cell days_left = in ? Cell{} : Cell{days_between(context.today(), report.due)};
        writer->row({report.group->slug.text(), report.group->name, word(report.group->kind),
                     iso(report.report), iso(report.due),
                     Cell{word(report.status), tone_of(report.status)}, days_left,
                     Cell::or_absent(on), Cell::or_absent(link)});
    }
    writer->end();
}

int run_report_due(const Options& options, Context& context) {
    app::DeskQuestion question;
    question.year = year_if_given(options.year, context.today());
    question.all = options.all;
    if (options.within) {
        question.until = or_usage(parse_window_end(*options.within, context.today()));
    }
    const auto session = context.reading_anything();
    if (options.group) {
        question.group = session.group(*options.group);
    }
    const auto reports = app::reports_due(session, question);
    write_reports(context, reports);
    if (reports.empty()) {
        context.next_step("no report is open; see 'lmsection report-due --all'");
    }
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

int run_submit(const Options& options, Context& context) {
    if (options.from) {
        const std::string csv = context.read_file(*options.from);
        auto session = context.writing();
        const std::string name = spoken_name(*options.from);
        const auto reports = app::submit_from(session, csv, name, options.ignore_extra);
        warn_of_future(context, reports);
        if (context.tells_rows()) {
            write_reports(context, reports);
        }
        context.say(fmt::format("{} submitted.", reports.size()));
        tell_dry_run(context);
        return 0;
    }
    require_both(options, "submit");
    app::ReportOrder order{options.group_named, options.report,
                           day_if_given(options.on, context.today()).value_or(context.today()),
                           if_given<std::string>(options.link, parse_link).value_or("")};
    auto session = context.writing();
    const auto reports = app::submit_report(session, order);
    warn_of_future(context, reports);
    write_reports(context, reports);
    tell_dry_run(context);
    context.next_step("lmsection report-due");
    return 0;
}

void add_group_and_report(Arguments& arguments, Options& options) {
    arguments.option("GROUP", options.group_named, "A group's slug, name or a unique beginning");
    arguments.option("REPORT", options.report, "The report by its month: 2026-12, dec");
}

}    // namespace

Runner set_up_report_due(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("--within", options->within, "Due until then: 30d, 2w, 1m or a day")
        .type_name("SPAN");
    arguments.option("--group", options->group, "Of that group alone").type_name("G");
    arguments.option("--year", options->year, "Of that program year (default the running one)")
        .type_name("Y");
    arguments.flag("--all", options->all, "The whole program year, submitted ones too");
    arguments.flag("--exit-code", options->exit_code,
                   "End with 1 when a report is due, overdue or within the span");
    return [options](Context& context) { return run_report_due(*options, context); };
}

Runner set_up_report_submit(Arguments& arguments) {
    auto options = options_of<Options>();
    add_group_and_report(arguments, *options);
    arguments.option("--on", options->on, "The day it was handed in (default today)")
        .type_name("DATE");
    arguments.option("--link", options->link, "Where it can be read").type_name("URL");
    arguments
        .option("--from", options->from,
                "All that a CSV file names, or none: group, report, on, link (-: input)")
        .type_name("FILE")
        .not_empty();
    arguments.flag("--ignore-extra", options->ignore_extra, "Pass over columns that are not ours");
    return [options](Context& context) { return run_submit(*options, context); };
}

Runner set_up_report_retract(Arguments& arguments) {
    auto options = options_of<Options>();
    add_group_and_report(arguments, *options);
    return [options](Context& context) {
        require_both(*options, "retract");
        auto session = context.writing();
        write_reports(context,
                      {app::retract_report(session, options->group_named, options->report)});
        tell_dry_run(context);
        return 0;
    };
}

}    // namespace lmsection::cli
