#include "lmsection/app/calendar.hpp"
#include "command/shared.hpp"
#include "format/icalendar.hpp"
#include "format/width.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <set>

namespace lmsection::cli {

namespace calendar_command {
namespace {

struct Options {
    std::optional<Month> month;
    std::optional<ProgramYear> year;
    bool whole_year = false;
    std::optional<std::string> group;
    std::optional<int> alarm;
    bool is_public = false;
};

/// The requested months: one, or a whole program year. By default an iCalendar file has the current
/// program year and the next.
app::CalendarQuery question_of(const Options& options, Context& context) {
    const Date today = context.today();
    const ProgramYear year = options.year.value_or(ProgramYear::containing(today));
    if (options.month) {
        const Month month = options.whole_year ? year.month(options.month->month())
                                               : *options.month;
        return {month, month, std::nullopt};
    }
    if (options.whole_year) {
        return {month_of(year.first_day()), month_of(year.last_day()), std::nullopt};
    }
    if (context.format() == Format::ics) {
        return {month_of(year.first_day()), month_of(year.plus(1).last_day()), std::nullopt};
    }
    return {month_of(today), month_of(today), std::nullopt};
}

/// The days of `month` that have an entry.
std::set<Date> marked_days(const std::vector<app::CalendarEntry>& entries, Month month) {
    std::set<Date> days;
    for (const app::CalendarEntry& entry : entries) {
        const Date from = std::max(entry.first, Date{month / 1});
        const Date to = std::min(entry.last, last_day_of(month));
        for (Date day = from; day <= to; day = plus_days(day, 1)) {
            days.insert(day);
        }
    }
    return days;
}

constexpr std::size_t day_width = 4;
constexpr std::size_t grid_width = 7 * day_width;
constexpr std::size_t grid_gap = 3;
/// A title, the names of the days, and at most six weeks.
using Grid = std::array<std::string, 8>;

/// A month, Sunday first: `*` after a day with an entry, `[ ]` around today.
Grid grid_of(Month month, const std::set<Date>& marked, Date today) {
    Grid lines{fmt::format("{:^{}}",
                           fmt::format("{} {}", month_name(month.month()), int{month.year()}),
                           grid_width),
               " Su  Mo  Tu  We  Th  Fr  Sa "};
    std::size_t place = date::weekday{date::sys_days{month / 1}}.c_encoding();
    lines[2] = std::string(place * day_width, ' ');
    for (Date day = month / 1; month_of(day) == month; day = plus_days(day, 1)) {
        const unsigned number{day.day()};
        const char behind = marked.contains(day) ? '*' : ' ';
        lines.at(2 + place / 7) += day == today ? fmt::format("[{:>2}]", number)
                                                : fmt::format(" {:>2}{}", number, behind);
        ++place;
    }
    return lines;
}

void print_side_by_side(Context& context, std::span<const Grid> grids) {
    for (std::size_t line = 0; line < Grid{}.size(); ++line) {
        std::string text;
        for (const Grid& grid : grids) {
            const std::size_t place = text.empty() ? 0 : text.size() + grid_gap;
            text.resize(place, ' ');
            text += fmt::format("{:<{}}", grid.at(line), grid_width);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        if (!text.empty()) {
            context.print(text + "\n");
        }
    }
    context.print("\n");
}

void print_grids(Context& context, const app::CalendarQuery& question,
                 const std::vector<app::CalendarEntry>& entries) {
    constexpr std::size_t usual_width = 80;
    const std::size_t width = context.width().value_or(usual_width);
    const std::size_t per_row = std::max<std::size_t>(1,
                                                      (width + grid_gap) / (grid_width + grid_gap));
    std::vector<Grid> row;
    for (Month month = question.from; month <= question.to; month += date::months{1}) {
        row.push_back(grid_of(month, marked_days(entries, month), context.today()));
        if (row.size() == per_row || month == question.to) {
            print_side_by_side(context, row);
            row.clear();
        }
    }
}

Tone tone_of(const app::CalendarEntry& entry) {
    if (entry.status == "overdue") {
        return Tone::bad;
    }
    if (entry.status == "open" || entry.status == "due") {
        return Tone::attention;
    }
    return entry.settled ? Tone::good : Tone::plain;
}

constexpr auto calendar_columns = columns_of<app::CalendarEntry>(
    essential("date", "Date", &app::CalendarEntry::first),
    useful("end", "Until",
           [](const app::CalendarEntry& entry, const Context& context) {
               const bool one_day = context.for_people() && entry.first == entry.last;
               return one_day ? std::nullopt : std::optional{entry.last};
           }),
    useful("kind", "Kind", &app::CalendarEntry::kind),
    for_scripts("group_slug", "Group",
                [](const app::CalendarEntry& entry) { return slug_cell(entry.group); }),
    for_scripts("group", "Group",
                [](const app::CalendarEntry& entry) { return name_cell(entry.group); }),
    essential("title", "What", &app::CalendarEntry::title),
    useful("status", "Status",
           [](const app::CalendarEntry& entry) {
               return entry.status.empty() ? Cell{} : Cell{entry.status, tone_of(entry)};
           }),
    extra("detail", "Detail", absent_if_empty(&app::CalendarEntry::detail)),
    for_scripts("uid", "UID", &app::CalendarEntry::uid));

/// "Nothing is in the calendar until February 2027; next: Report due, 2027-05-31."
void explain_empty(Context& context, const app::Session& session, app::CalendarQuery question) {
    constexpr int year_months = 12;
    const Month last = question.to;
    question.from = last + date::months{1};
    question.to = last + date::months{year_months};
    const auto next = app::calendar_of(session, question);
    const std::string when = fmt::format("{} {}", month_name(last.month()), int{last.year()});
    context.explain_empty(next.empty()
                              ? fmt::format("Nothing is in the calendar until {}, or in the year "
                                            "after it.",
                                            when)
                              : fmt::format("Nothing is in the calendar until {}; next: {}, {}.",
                                            when, next.front().title, iso(next.front().first)));
}

void run_calendar(const Options& options, Context& context) {
    auto question = question_of(options, context);
    if (options.alarm && context.format() != Format::ics) {
        throw UsageError{"--alarm works only with --format ics", "add --format ics"};
    }
    question.readers = readers_of(options.is_public);
    const auto session = context.reading_anything();
    question.group = group_asked(session, options.group);
    auto entries = app::calendar_of(session, question);
    if (context.format() == Format::ics) {
        const auto canceled = app::canceled_entries(session, question);
        entries.insert(entries.end(), canceled.begin(), canceled.end());
        const std::string name = question.group ? question.group->name
                                                : session.handbook().section_name;
        context.print(icalendar(entries, {name, app::revision_of(session), options.alarm}));
        return;
    }
    if (context.for_people()) {
        print_grids(context, question, entries);
    }
    calendar_columns.write(context, entries);
    if (entries.empty()) {
        explain_empty(context, session, question);
    }
}

void declare_calendar(Arguments& arguments, Options& options) {
    arguments.option("--month", options.month, value::month(),
                     "11, nov, 2026-11 or next (default: this month; for ics, the current program "
                     "year and the next)");
    arguments
        .option("--year [Y]", options.year, value::program_year(DayUse::viewed),
                "A whole program year (default: the current one)")
        .optional_value(options.whole_year);
    arguments.option("--group G", options.group, "Only this group");
    arguments.option("--alarm", options.alarm, value::parsed<int>("SPAN", parse_days),
                     "With ics: set alarms this long before, such as 7d or 2w");
    add_public(arguments, options.is_public);
}

constexpr std::array calendar_formats{Format::ics};

constexpr std::array commands{
    Command{.path = "calendar",
            .area = Area::what_is_due,
            .summary = "Show a month, or export all dates as iCalendar",
            .examples = "  lmsection calendar\n"
                        "  lmsection calendar --month next --group middle-managers\n"
                        "  lmsection calendar --year --format csv\n"
                        "  lmsection calendar --format ics --alarm 7d --output section.ics\n",
            .set_up = set_up<declare_calendar, run_calendar, calendar_columns>,
            .formats = calendar_formats},
};

}    // namespace
}    // namespace calendar_command

extern constinit const CommandList calendar_commands{calendar_command::commands};

}    // namespace lmsection::cli
