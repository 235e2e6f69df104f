#include "lmsection/app/duty.hpp"
#include "command/shared.hpp"

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
    for_scripts("group_slug", "Slug",
                [](const Duty& duty) { return Cell{duty.group.slug.text()}; }),
    title_above("group", "", [](const Duty& duty) { return Cell{duty.group.name}; }),
    for_scripts("kind", "Kind", [](const Duty& duty) { return duty.group.kind; }),
    useful("activity", "Activity", &Duty::id), essential("title", "What to do", &Duty::title),
    extra("wanted", "Wanted", &Duty::wanted), useful("done", "Done", &Duty::done),
    essential("status", "Status",
              [](const Duty& duty, const Context& context) {
                  return state_cell(duty.status(context.today()), tone_of);
              }),
    for_scripts("event", "Event",
                [](const Duty& duty) {
                    return duty.event ? Cell{duty.event->event.id.text()} : Cell{};
                }),
    extra("start", "From",
          [](const Duty& duty) {
              return duty.event ? member_if_any(duty.event->dates, &EventDates::start)
                                : std::nullopt;
          }),
    essential("due", "Due", [](const Duty& duty) { return iso(duty.due()); }),
    extra("last_done", "Last done",
          [](const Duty& duty) { return member_if_any(last_mark(duty), &DutyMark::on); }),
    for_scripts("done_by", "By",
                [](const Duty& duty) { return member_if_any(last_mark(duty), &DutyMark::by); }),
    extra("note", "Note",
          [](const Duty& duty) { return member_if_any(last_mark(duty), &DutyMark::note); }),
    for_scripts("section", "Section", &Duty::section));

int run_list(const Options& options, Context& context) {
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto session = context.reading_anything();
    const auto group = group_asked(session, options.only_group);
    auto duties = app::duties_of_year(session, year, group);
    if (options.open) {
        std::erase_if(duties, [&](const Duty& duty) {
            const DutyStatus status = duty.status(context.today());
            return status == DutyStatus::done || status == DutyStatus::skipped;
        });
    }
    duty_columns.write(context, duties);
    say_total(context, duties.size(), "activity", "activities");
    if (duties.empty()) {
        context.explain_empty(
            options.open
                ? fmt::format("No open duties in {}; see 'lmsection duty list'.", year.label())
                : fmt::format("The handbook lists no yearly activities for {} in {}.",
                              group ? group->name : "the section's groups", year.label()));
    }
    const bool overdue = std::ranges::any_of(duties, [&](const Duty& duty) {
        return duty.status(context.today()) == DutyStatus::overdue;
    });
    return overdue && options.exit_code ? something_due : 0;
}

app::DutyOrder order_of(const Options& options, Date today) {
    const ProgramYear usual = ProgramYear::containing(options.on.value_or(today));
    return {options.group, options.activity, options.year.value_or(usual), options.on,
            options.note};
}

void run_done(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::mark_duty(session, order);
    duty_columns.write_one(context, marked.duty);
    if (!marked.changed) {
        say_unchanged(context,
                      fmt::format("It was already done on {}", iso(marked.duty.marks.back().on)));
    } else if (marked.before && marked.before->skipped) {
        context.say(
            fmt::format("It was marked skipped on {}; it is now done.", iso(marked.before->on)));
    } else if (marked.before) {
        const DutyMark& before = *marked.before;
        say_changes(context,
                    {{"the day", iso(before.on), iso(order.on.value_or(before.on))},
                     {"the note", before.note, order.note.empty() ? before.note : order.note}});
    } else {
        context.did(fmt::format("{} is done {} of {} times in {}.", marked.duty.id.text(),
                                marked.duty.done, marked.duty.wanted, marked.duty.year.label()));
    }
    conclude(context, "lmsection duty list --open");
}

void run_skip(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::skip_duty(session, order);
    duty_columns.write_one(context, marked.duty);
    if (!marked.changed) {
        say_unchanged(context, fmt::format("It was already skipped on {}",
                                           iso(marked.duty.marks.back().on)));
    } else if (marked.before) {
        say_changes(context, {{"the reason", marked.before->note, order.note}});
    } else {
        context.did(
            fmt::format("{} is skipped in {}.", marked.duty.id.text(), marked.duty.year.label()));
    }
    say_dry_run(context);
}

void run_reopen(const Options& options, Context& context) {
    const auto order = order_of(options, context.today());
    auto session = context.writing();
    const auto marked = app::reopen_duty(session, order);
    duty_columns.write_one(context, marked.duty);
    if (marked.changed) {
        context.say(fmt::format("Removed the mark dated {}.", iso(marked.before->on)));
    } else {
        say_unchanged(context,
                      fmt::format("It is not marked done{} in {}",
                                  order.on ? " on " + iso(*order.on) : "", order.year.label()));
    }
    say_dry_run(context);
}

void add_activity(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
    arguments.option("ACTIVITY", options.activity, "Activity, see 'lmsection duty list'")
        .required();
    arguments.option("--year", options.year, value::program_year(DayUse::done),
                     "Program year it counts for (default: that of the date)");
}

void add_choice(Arguments& arguments, Options& options, const std::string& on_help) {
    add_activity(arguments, options);
    arguments.option("--on", options.on, value::day(DayUse::done), on_help);
}

void declare_list(Arguments& arguments, Options& options) {
    arguments.option("--group G", options.only_group, "Only this group");
    add_shown_year(arguments, options.year);
    arguments.flag("--open", options.open, "Only duties that are not done or skipped");
    arguments.flag("--exit-code", options.exit_code, "Exit with status 1 if a duty is overdue");
}

void declare_done(Arguments& arguments, Options& options) {
    add_choice(arguments, options, "Date it was done (default: today)");
    arguments.option("--note T", options.note, value::line("note"), "Note to record with it");
}

void declare_skip(Arguments& arguments, Options& options) {
    add_activity(arguments, options);
    arguments.option("--reason", options.note, value::line("note"), "The reason to record");
}

void declare_reopen(Arguments& arguments, Options& options) {
    add_choice(arguments, options, "Date of the mark to remove (default: the latest)");
}

constexpr std::array commands{
    Command{.path = "duty list",
            .area = Area::what_is_due,
            .summary = "List the yearly duties of groups, and which are done",
            .examples = "  lmsection duty list --open\n"
                        "  lmsection duty list --group consortium-management --exit-code\n"
                        "  lmsection duty list --year 2025 --format csv\n",
            .set_up = set_up<declare_list, run_list, duty_columns>},
    Command{
        .path = "duty done",
        .area = Area::what_is_due,
        .summary = "Mark a yearly duty as done",
        .examples =
            "  lmsection duty done consortium-management learning-events --on 2026-10-14\n"
            "  lmsection duty done middle-managers annual-discussion --note \"42 people came\"\n"
            "  lmsection duty done leadership-team maintain-roster --on 2026-11-20\n",
        .writes = true,
        .set_up = set_up<declare_done, run_done, duty_columns>},
    Command{
        .path = "duty skip",
        .area = Area::what_is_due,
        .summary = "Skip a yearly duty this year",
        .examples =
            "  lmsection duty skip leadership-team core-board-meetings --reason \"not invited\"\n"
            "  lmsection duty skip middle-managers annual-discussion --year 2026\n"
            "  lmsection duty skip consortium-management learning-events --dry-run\n",
        .writes = true,
        .set_up = set_up<declare_skip, run_skip, duty_columns>},
    Command{.path = "duty reopen",
            .area = Area::what_is_due,
            .summary = "Undo a duty's \"done\" or \"skipped\" mark",
            .examples = "  lmsection duty reopen consortium-management learning-events\n"
                        "  lmsection duty reopen middle-managers annual-discussion\n"
                        "  lmsection duty reopen leadership-team core-board-meetings --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_reopen, run_reopen, duty_columns>},
};

}    // namespace
}    // namespace duty_command

extern constinit const CommandList duty_commands{duty_command::commands};

}    // namespace lmsection::cli
