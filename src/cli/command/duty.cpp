#include "lmsection/app/duty.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lmsection::cli {

namespace duty_command {
namespace {

struct Options {
    std::string group;
    std::string activity;
    std::optional<std::string> only_group;
    std::optional<ProgramYear> year;
    std::optional<Date> on;
    std::string note;
    bool open = false;
    bool exit_code = false;
};

Tone tone_of(DutyStatus status) {
    switch (status) {
    case DutyStatus::open: return Tone::attention;
    case DutyStatus::done: return Tone::good;
    case DutyStatus::overdue: return Tone::bad;
    case DutyStatus::skipped: return Tone::faint;
    }
    return Tone::plain;
}

/// The latest mark; null where there is none.
const DutyMark* last_mark(const Duty& duty) {
    return duty.marks.empty() ? nullptr : &duty.marks.back();
}

constexpr auto duty_columns = columns_of<Duty>(
    column("group_slug", "Slug", Audience::scripts,
           [](const Duty& duty) { return Cell{duty.group.slug.text()}; }),
    column("group", "", Audience::heading, [](const Duty& duty) { return Cell{duty.group.name}; }),
    column("kind", "Kind", Audience::scripts, [](const Duty& duty) { return duty.group.kind; }),
    column("activity", "Activity", Importance::useful,
           [](const Duty& duty) { return Cell{duty.id.text()}; }),
    column("title", "What to do", Importance::essential, &Duty::title),
    column("wanted", "Wanted", Importance::extra, &Duty::wanted),
    column("done", "Done", Importance::useful, &Duty::done),
    column("status", "Status", Importance::essential,
           [](const Duty& duty, const Context& context) {
               const DutyStatus status = duty.status(context.today());
               return Cell{word(status), tone_of(status)};
           }),
    column("event", "Event", Audience::scripts,
           [](const Duty& duty) {
               return duty.event ? Cell{duty.event->event.id.text()} : Cell{};
           }),
    column("start", "From", Importance::extra,
           [](const Duty& duty) {
               return duty.event && duty.event->dates ? std::optional{iso(duty.event->dates->start)}
                                                      : std::nullopt;
           }),
    column("due", "Due", Importance::essential, [](const Duty& duty) { return iso(duty.due()); }),
    column("last_done", "Last done", Importance::extra,
           [](const Duty& duty) {
               const DutyMark* last = last_mark(duty);
               return last != nullptr ? std::optional{iso(last->on)} : std::nullopt;
           }),
    column("done_by", "By", Audience::scripts,
           [](const Duty& duty) {
               const DutyMark* last = last_mark(duty);
               return last != nullptr ? Cell::or_absent(last->by) : Cell{};
           }),
    column("note", "Note", Importance::extra,
           [](const Duty& duty) {
               const DutyMark* last = last_mark(duty);
               return last != nullptr ? Cell::or_absent(last->note) : Cell{};
           }),
    column("section", "Section", Audience::scripts,
           [](const Duty& duty) { return Cell{duty.section}; }));

void write_duties(Context& context, const std::vector<Duty>& duties) {
    duty_columns.write(context, duties);
}

int run_list(const Options& options, Context& context) {
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto session = context.reading_anything();
    const auto group = options.only_group ? std::optional{session.group(*options.only_group)}
                                          : std::optional<Group>{};
    auto duties = app::duties_of_year(session, year, group);
    if (options.open) {
        std::erase_if(duties, [&](const Duty& duty) {
            const DutyStatus status = duty.status(context.today());
            return status == DutyStatus::done || status == DutyStatus::skipped;
        });
    }
    write_duties(context, duties);
    say_total(context, duties.size(), "activity", "activities");
    if (duties.empty()) {
        context.explain_empty(
            options.open
                ? fmt::format("No open duties in {}; see 'lmsection duty list'.", year.label())
                : fmt::format("The handbook lists no yearly activities of {} in {}.",
                              group ? group->name : "the section's groups", year.label()));
    }
    const bool overdue = std::any_of(duties.begin(), duties.end(), [&](const Duty& duty) {
        return duty.status(context.today()) == DutyStatus::overdue;
    });
    return overdue && options.exit_code ? something_due : 0;
}

app::DutyOrder order_of(const Options& options, Date today) {
    const ProgramYear usual = ProgramYear::containing(options.on.value_or(today));
    return {options.group, options.activity, options.year.value_or(usual), options.on,
            options.note};
}

int run_done(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::mark_duty(session, order);
    write_duties(context, {marked.duty});
    if (!marked.changed) {
        say_unchanged(context,
                      fmt::format("It was already done on {}", iso(marked.duty.marks.back().on)));
    } else if (marked.before && marked.before->skipped) {
        context.say(
            fmt::format("It was marked skipped on {}; it is now done.", iso(marked.before->on)));
    } else if (marked.before) {
        const DutyMark& before = *marked.before;
        ChangedFields changed;
        changed.field("the day", iso(before.on), iso(order.on.value_or(before.on)));
        changed.field("the note", before.note, order.note.empty() ? before.note : order.note);
        changed.say(context);
    } else {
        context.did(fmt::format("{} is done {} of {} times in {}.", marked.duty.id.text(),
                                marked.duty.done, marked.duty.wanted, marked.duty.year.label()));
    }
    say_dry_run(context);
    context.next_step("lmsection duty list --open");
    return 0;
}

int run_skip(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::skip_duty(session, order);
    write_duties(context, {marked.duty});
    if (!marked.changed) {
        say_unchanged(context, fmt::format("It was already skipped on {}",
                                           iso(marked.duty.marks.back().on)));
    } else if (marked.before) {
        ChangedFields changed;
        changed.field("the reason", marked.before->note, order.note);
        changed.say(context);
    } else {
        context.did(
            fmt::format("{} is skipped in {}.", marked.duty.id.text(), marked.duty.year.label()));
    }
    say_dry_run(context);
    return 0;
}

int run_reopen(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::reopen_duty(session, order);
    write_duties(context, {marked.duty});
    if (marked.changed) {
        context.say(fmt::format("Removed the mark dated {}.", iso(marked.before->on)));
    } else {
        say_unchanged(context,
                      fmt::format("It is not marked done{} in {}",
                                  order.on ? " on " + iso(*order.on) : "", order.year.label()));
    }
    say_dry_run(context);
    return 0;
}

void add_activity(Arguments& arguments, Options& options) {
    arguments.option("GROUP", options.group, "Group: slug, name, initials, or part of the name")
        .required();
    arguments.option("ACTIVITY", options.activity, "Activity, see 'lmsection duty list'")
        .required();
    arguments.option("--year", options.year, value::program_year(DayUse::done),
                     "Program year it counts for (default: that of the date)");
}

void add_choice(Arguments& arguments, Options& options, const std::string& on_help) {
    add_activity(arguments, options);
    arguments.option("--on", options.on, value::day(DayUse::done), on_help);
}

Runner set_up_duty_list(Arguments& arguments) {
    arguments.prints(duty_columns);
    auto options = options_of<Options>();
    arguments.option("--group", options->only_group, "Only this group").type_name("G");
    arguments.option("--year", options->year, value::program_year(DayUse::viewed),
                     "Program year (default: the current one)");
    arguments.flag("--open", options->open, "Only duties that are not done or skipped");
    arguments.flag("--exit-code", options->exit_code, "Exit with status 1 if a duty is overdue");
    return [options](Context& context) { return run_list(*options, context); };
}

Runner set_up_duty_done(Arguments& arguments) {
    arguments.prints(duty_columns);
    auto options = options_of<Options>();
    add_choice(arguments, *options, "Date it was done (default: today)");
    arguments.option("--note", options->note, value::line("note"), "Note to record with it")
        .type_name("T");
    return [options](Context& context) { return run_done(*options, context); };
}

Runner set_up_duty_skip(Arguments& arguments) {
    arguments.prints(duty_columns);
    auto options = options_of<Options>();
    add_activity(arguments, *options);
    arguments.option("--reason", options->note, value::line("note"), "The reason to record");
    return [options](Context& context) { return run_skip(*options, context); };
}

Runner set_up_duty_reopen(Arguments& arguments) {
    arguments.prints(duty_columns);
    auto options = options_of<Options>();
    add_choice(arguments, *options, "Date of the mark to remove (default: the latest)");
    return [options](Context& context) { return run_reopen(*options, context); };
}

constexpr std::array commands{
    Command{.path = "duty list",
            .area = Area::what_is_due,
            .summary = "List the yearly duties of groups, and which are done",
            .examples = "  lmsection duty list --open\n"
                        "  lmsection duty list --group consortium-management --exit-code\n"
                        "  lmsection duty list --year 2025 --format csv\n",
            .set_up = set_up_duty_list},
    Command{
        .path = "duty done",
        .area = Area::what_is_due,
        .summary = "Mark a yearly duty done",
        .examples =
            "  lmsection duty done consortium-management learning-events --on 2026-10-14\n"
            "  lmsection duty done middle-managers annual-discussion --note \"42 people came\"\n"
            "  lmsection duty done leadership-team maintain-roster --on 2026-11-20\n",
        .writes = true,
        .set_up = set_up_duty_done},
    Command{
        .path = "duty skip",
        .area = Area::what_is_due,
        .summary = "Skip a yearly duty this year",
        .examples =
            "  lmsection duty skip leadership-team core-board-meetings --reason \"not invited\"\n"
            "  lmsection duty skip middle-managers annual-discussion --year 2026\n"
            "  lmsection duty skip consortium-management learning-events --dry-run\n",
        .writes = true,
        .set_up = set_up_duty_skip},
    Command{.path = "duty reopen",
            .area = Area::what_is_due,
            .summary = "Undo a duty's \"done\" or \"skipped\" mark",
            .examples = "  lmsection duty reopen consortium-management learning-events\n"
                        "  lmsection duty reopen middle-managers annual-discussion\n"
                        "  lmsection duty reopen leadership-team core-board-meetings --dry-run\n",
            .writes = true,
            .set_up = set_up_duty_reopen},
};

}    // namespace
}    // namespace duty_command

extern constinit const CommandList duty_commands{duty_command::commands};

}    // namespace lmsection::cli
