#include "lmsection/app/duties.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

struct Options {
    std::string event;
    std::optional<std::string> start;
    std::optional<std::string> end;
    std::string place;
    std::optional<std::string> year;
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

ProgramYear year_of(const Options& options, Date today) {
    return year_if_given(options.year, today).value_or(ProgramYear::containing(today));
}

int run_list(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context.today());
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

Date day_of(const std::string& option, const std::optional<std::string>& typed, Date today) {
    if (!typed) {
        throw UsageError{fmt::format("{} is missing", option),
                         "write 'lmsection event set EVENT --start 2027-06-24 --end 2027-06-29'"};
    }
    return or_usage(parse_typed_date(*typed, today));
}

int run_set(const Options& options, Context& context) {
    const app::EventOrder order{options.event, day_of("--start", options.start, context.today()),
                                day_of("--end", options.end, context.today()),
                                or_usage(parse_line("place", options.place))};
    if (order.end < order.start) {
        throw UsageError{fmt::format("{} comes before {}", iso(order.end), iso(order.start)),
                         "give the first day with --start and the last one with --end"};
    }
    const ProgramYear year = ProgramYear::containing(order.start);
    if (year_if_given(options.year, context.today()).value_or(year) != year) {
        throw UsageError{fmt::format("{} is in program year {}", iso(order.start), year.label()),
                         "correct --start, or leave --year out"};
    }
    auto session = context.writing();
    write_events(context, {app::set_event(session, order)});
    tell_dry_run(context);
    context.next_step("lmsection duty list");
    return 0;
}

int run_remove(const Options& options, Context& context) {
    const ProgramYear year = year_of(options, context.today());
    auto session = context.writing();
    write_events(context, {app::remove_event(session, options.event, year)});
    tell_dry_run(context);
    return 0;
}

void add_event_option(Arguments& arguments, Options& options) {
    arguments.option("EVENT", options.event, "{events}: see 'lmsection event list'").required();
}

void add_year_option(Arguments& arguments, Options& options) {
    arguments.option("--year", options.year, "Of that program year (default the running one)")
        .type_name("Y");
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
    arguments.option("--start", options->start, "Its first day").type_name("DATE");
    arguments.option("--end", options->end, "Its last day").type_name("DATE");
    arguments.option("--place", options->place, "Where it is held").type_name("P");
    arguments.option("--year", options->year, "The program year that its first day must lie in")
        .type_name("Y");
    return [options](Context& context) { return run_set(*options, context); };
}

Runner set_up_event_remove(Arguments& arguments) {
    auto options = options_of<Options>();
    add_event_option(arguments, *options);
    add_year_option(arguments, *options);
    return [options](Context& context) { return run_remove(*options, context); };
}

}    // namespace lmsection::cli
