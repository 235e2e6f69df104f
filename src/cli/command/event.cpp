#include "command/shared.hpp"
#include "lmsection/app/duty.hpp"

namespace lmsection::cli {

namespace event_command {
namespace {

struct Options {
    std::string event;
    std::optional<Date> start;
    std::optional<std::string> end;
    std::optional<std::string> place;
    std::optional<ProgramYear> year;
};

constexpr auto event_columns = columns_of<DatedEvent>(
    useful("event", "Event", [](const DatedEvent& dated) { return Cell{dated.event.id.text()}; }),
    essential("title", "Title", [](const DatedEvent& dated) { return Cell{dated.event.title}; }),
    for_scripts("year", "Year", [](const DatedEvent& dated) { return dated.year.starting(); }),
    useful("status", "Dates",
           [](const DatedEvent& dated) {
               return Cell{dated.status(), dated.dates ? Tone::good : Tone::attention};
           }),
    essential("start", "From",
              [](const DatedEvent& dated) {
                  return member_if_any(dated.dates, &EventDates::start);
              }),
    essential("end", "To",
              [](const DatedEvent& dated) { return member_if_any(dated.dates, &EventDates::end); }),
    useful("place", "Place",
           [](const DatedEvent& dated) { return member_if_any(dated.dates, &EventDates::place); }),
    for_scripts("section", "Section",
                [](const DatedEvent& dated) { return Cell{dated.event.section}; }));

ProgramYear year_of(const Options& options, const Context& context) {
    return options.year.value_or(ProgramYear::containing(context.today()));
}

void run_list(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context);
    const auto session = context.reading_anything();
    const auto events = app::events_of_year(session, year);
    event_columns.write(context, events);
    say_total(context, events.size(), "event", "events");
    const auto unset = std::ranges::find_if(events,
                                            [](const DatedEvent& dated) { return !dated.dates; });
    if (unset != events.end()) {
        context.next_step(
            fmt::format("lmsection event set {} --start DATE --end DATE", unset->event.id.text()));
    }
}

UsageError missing_day(std::string_view option) {
    return UsageError{fmt::format("{} is missing", option),
                      "write 'lmsection event set EVENT --start 2027-06-24 --end 2027-06-29'"};
}

/// What of the days is given on the command line.
struct TypedDays {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    std::optional<Date> start;
    std::optional<Date> end;    ///< only beside `start`, from which it is read
    std::optional<std::string> place;
};

void require_order(Date start, Date end) {
    if (end < start) {
        throw UsageError{fmt::format("{} is before {}", iso(end), iso(start)),
                         "give the first day with --start and the last day with --end"};
    }
}

TypedDays typed_days(const Options& options, Context& context) {
    if (!options.start && !options.end && !options.place) {
        throw missing_day("--start");
    }
    const auto& start = options.start;
    TypedDays typed{ProgramYear::containing(start.value_or(context.today())), start, std::nullopt,
                    options.place};
    if (start && options.year.value_or(typed.year) != typed.year) {
        throw UsageError{fmt::format("{} is in program year {}", iso(*start), typed.year.label()),
                         "correct --start, or leave --year out"};
    }
    typed.year = options.year.value_or(typed.year);
    if (start && options.end) {
        typed.end = day_from(context, *options.end, *start);
        require_order(*start, *typed.end);
    }
    return typed;
}

/// What to set: the days that are typed, and those that the event has for what is not.
app::EventOrder order_of(const Options& options, const TypedDays& typed, Context& context,
                         const app::Session& session) {
    if (typed.start && typed.end) {
        return {options.event, *typed.start, *typed.end, typed.place};
    }
    const auto before = app::find_event(session, options.event, typed.year).dates;
    if (!before) {
        throw missing_day(typed.start ? "--end" : "--start");
    }
    const Date start = typed.start.value_or(before->start);
    const Date end = options.end ? day_from(context, *options.end, start) : before->end;
    require_order(start, end);
    return {options.event, start, end, typed.place};
}

void run_set(const Options& options, Context& context) {
    const TypedDays typed = typed_days(options, context);
    auto session = context.writing();
    const auto set = app::set_event(session, order_of(options, typed, context, session));
    event_columns.write_one(context, set.event);
    if (set.before) {
        say_changes(context,
                    {{"the first day", iso(set.before->start), iso(set.event.dates->start)},
                     {"the last day", iso(set.before->end), iso(set.event.dates->end)},
                     {"the place", set.before->place, set.event.dates->place}});
    } else {
        context.did(fmt::format("{} takes place from {} to {}.", set.event.event.title,
                                written(set.event.dates->start), written(set.event.dates->end)));
    }
    conclude(context, "lmsection duty list");
}

void run_remove(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context);
    auto session = context.writing();
    const auto removed = app::remove_event(session, options.event, year);
    event_columns.write_one(context, removed.event);
    if (!removed.before) {
        say_unchanged(context, fmt::format("No dates of {} are set in {}",
                                           removed.event.event.title, year.label()));
    }
    say_dry_run(context);
}

void add_event_option(Arguments& arguments, Options& options) {
    arguments.option("EVENT", options.event, "{events}: see 'lmsection event list'").required();
}

void declare_list(Arguments& arguments, Options& options) {
    add_shown_year(arguments, options.year);
}

void declare_set(Arguments& arguments, Options& options) {
    add_event_option(arguments, options);
    arguments.option("--start", options.start, value::day(DayUse::planned), "First day");
    arguments.option("--end DATE", options.end, "Last day");
    arguments.option("--place P", options.place, value::line("place"), "Where it takes place");
    arguments.option("--year", options.year, value::program_year(DayUse::viewed),
                     "Program year that the first day must be in");
}

void declare_remove(Arguments& arguments, Options& options) {
    add_event_option(arguments, options);
    add_shown_year(arguments, options.year);
}

constexpr std::array commands{
    Command{.path = "event list",
            .area = Area::what_is_due,
            .summary = "List the dates of conferences and other events",
            .examples = "  lmsection event list\n"
                        "  lmsection event list --year next\n"
                        "  lmsection event list --year 2025 --format csv\n",
            .set_up = set_up<declare_list, run_list, event_columns>},
    Command{
        .path = "event set",
        .area = Area::what_is_due,
        .summary = "Set the dates of an event",
        .examples =
            "  lmsection event set {event} --start 2027-06-24 --end 2027-06-29\n"
            "  lmsection event set {event} --start 2027-06-24 --end 2027-06-29 --place Chicago\n"
            "  lmsection event set {event} --start \"June 24, 2027\" --end \"June 29, 2027\"\n",
        .writes = true,
        .set_up = set_up<declare_set, run_set, event_columns>,
        .usage = "EVENT --start DATE --end DATE [OPTIONS]\n"},
    Command{.path = "event remove",
            .area = Area::what_is_due,
            .summary = "Remove the dates of an event",
            .examples = "  lmsection event remove {event} --year 2026\n"
                        "  lmsection event remove {event}\n"
                        "  lmsection event remove {event} --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_remove, run_remove, event_columns>},
};

}    // namespace
}    // namespace event_command

extern constinit const CommandList event_commands{event_command::commands};

}    // namespace lmsection::cli
