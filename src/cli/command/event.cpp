#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "lmsection/app/duty.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

struct Options {
    std::string event;
    std::optional<Date> start;
    std::optional<std::string> end;
    std::optional<std::string> place;
    std::optional<ProgramYear> year;
};

void write_events(Context& context, const std::vector<DatedEvent>& events) {
    const auto writer = context.rows({{"event", "Event"},
                                      {"title", "Title"},
                                      {"year", "Year", Shown::to_scripts},
                                      {"status", "Dates"},
                                      {"start", "From"},
                                      {"end", "To"},
                                      {"place", "Place"},
                                      {"section", "Section", Shown::to_scripts}});
    for (const DatedEvent& dated : events) {
        const std::string start = dated.dates ? iso(dated.dates->start) : "";
        const std::string end = dated.dates ? iso(dated.dates->end) : "";
        const std::string place = dated.dates ? dated.dates->place : "";
        writer->row({dated.event.id.text(), dated.event.title, dated.year.starting(),
                     Cell{dated.status(), dated.dates ? Tone::good : Tone::attention},
                     Cell::or_absent(start), Cell::or_absent(end), Cell::or_absent(place),
                     dated.event.section});
    }
    writer->end();
}

ProgramYear year_of(const Options& options, const Context& context) {
    return options.year.value_or(ProgramYear::containing(context.today()));
}

int run_list(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context);
    const auto session = context.reading_anything();
    const auto events = app::events_of_year(session, year);
    write_events(context, events);
    const auto unset = std::find_if(events.begin(), events.end(),
                                    [](const DatedEvent& dated) { return !dated.dates; });
    if (unset != events.end()) {
        context.next_step(
            fmt::format("lmsection event set {} --start DATE --end DATE", unset->event.id.text()));
    }
    return 0;
}

void require_day(const std::string& option, bool given) {
    if (!given) {
        throw UsageError{fmt::format("{} is missing", option),
                         "write 'lmsection event set EVENT --start 2027-06-24 --end 2027-06-29'"};
    }
}

int run_set(const Options& options, Context& context) {
    require_day("--start", options.start.has_value());
    require_day("--end", options.end.has_value());
    const app::EventOrder order{options.event, *options.start,
                                day_from(context, *options.end, *options.start), options.place};
    if (order.end < order.start) {
        throw UsageError{fmt::format("{} comes before {}", iso(order.end), iso(order.start)),
                         "give the first day with --start and the last one with --end"};
    }
    const ProgramYear year = ProgramYear::containing(order.start);
    if (options.year.value_or(year) != year) {
        throw UsageError{fmt::format("{} is in program year {}", iso(order.start), year.label()),
                         "correct --start, or leave --year out"};
    }
    auto session = context.writing();
    const auto set = app::set_event(session, order);
    write_events(context, {set.event});
    if (set.before) {
        ChangedFields changed;
        changed.field("the first day", iso(set.before->start), iso(set.event.dates->start));
        changed.field("the last day", iso(set.before->end), iso(set.event.dates->end));
        changed.field("the place", set.before->place, set.event.dates->place);
        changed.say(context);
    }
    tell_dry_run(context);
    context.next_step("lmsection duty list");
    return 0;
}

int run_remove(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context);
    auto session = context.writing();
    const auto removed = app::remove_event(session, options.event, year);
    write_events(context, {removed.event});
    if (!removed.before) {
        say_unchanged(context, fmt::format("No days of {} are set in {}", removed.event.event.title,
                                           year.label()));
    }
    tell_dry_run(context);
    return 0;
}

void add_event_option(Arguments& arguments, Options& options) {
    arguments.option("EVENT", options.event, "{events}: see 'lmsection event list'").required();
}

void add_year_option(Arguments& arguments, Options& options) {
    arguments.option("--year", options.year, value::program_year(DayUse::viewed),
                     "Of that program year (default the running one)");
}

}    // namespace

Runner set_up_event_list(Arguments& arguments) {
    auto options = options_of<Options>();
    add_year_option(arguments, *options);
    return [options](Context& context) { return run_list(*options, context); };
}

Runner set_up_event_set(Arguments& arguments) {
    auto options = options_of<Options>();
    add_event_option(arguments, *options);
    arguments.option("--start", options->start, value::day(DayUse::planned), "Its first day");
    arguments.option("--end", options->end, "Its last day").type_name("DATE");
    arguments.option("--place", options->place, value::line("place"), "Where it is held")
        .type_name("P");
    arguments.option("--year", options->year, value::program_year(DayUse::viewed),
                     "The program year that its first day must lie in");
    return [options](Context& context) { return run_set(*options, context); };
}

Runner set_up_event_remove(Arguments& arguments) {
    auto options = options_of<Options>();
    add_event_option(arguments, *options);
    add_year_option(arguments, *options);
    return [options](Context& context) { return run_remove(*options, context); };
}

}    // namespace lmsection::cli
