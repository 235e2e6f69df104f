#include "command/entry_row.hpp"
#include "command/shared.hpp"
#include "lmsection/app/history.hpp"
#include "lmsection/app/person.hpp"
#include "prose.hpp"

namespace lmsection::cli {

namespace log_command {
namespace {

using store::Entry;
using store::EntryState;

struct Options {
    std::optional<int> limit;
    std::optional<std::string> actor;
    std::optional<Date> since;
    std::optional<std::string> person;
    std::optional<std::string> group;
};

/// Writes the history in sentences: days, and what was done when and by whom.
void write_report(Context& context, const app::Session& session,
                  const store::EntryFilter& question) {
    constexpr std::size_t text_column = 20;
    Prose prose{context};
    app::ShortNumbers numbers{session};
    std::string last_day;
    std::size_t entries = 0;
    store::each_entry(session.database(), question, [&](const Entry& entry) {
        ++entries;
        const auto local = context.local_time(entry.info.at);
        const std::string day = local ? written(day_of(*local)) : entry.info.at;
        if (day != last_day) {
            prose.heading(day);
            last_day = day;
        }
        const std::string number = numbers.of(entry.id);
        const std::string time = local ? time_of_day(*local) : "";
        const std::string reversal =
            entry.info.undoes ? fmt::format("reversed {}: ", numbers.of(*entry.info.undoes)) : "";
        prose.labeled(fmt::format("  {}  {:>8}  ", number, time),
                      fmt::format("{} {}{}.{}", entry.info.actor, reversal,
                                  changes_in_words(session.database(), entry),
                                  entry.state == EntryState::undone ? " Undone since." : ""),
                      text_column);
        prose.paragraph(entry.info.command, text_column);
    });
    if (entries == 0) {
        context.explain_empty("No history entry matches; 'lmsection log' shows them all.");
        return;
    }
    say_total(context, entries, "entry", "entries");
    context.next_step("lmsection log show NUMBER, or lmsection undo NUMBER");
}

void run_log(const Options& options, Context& context) {
    store::EntryFilter question{options.limit, options.actor, std::nullopt, {}};
    if (options.since) {
        question.since = context.start_in_utc(*options.since);
    }
    const auto session = context.reading();
    if (options.person) {
        question.about.push_back({"people", app::person_named(session, *options.person).id.value});
    }
    if (options.group) {
        question.about.push_back({"groups", session.group(*options.group).id.value});
    }
    if (context.in_sentences()) {
        write_report(context, session, question);
        return;
    }
    const auto writer = entry_columns.writer(context);
    store::each_entry(session.database(), question,
                      [&](const Entry& entry) { writer.row(EntryRow{entry}); });
    writer.end();
}

constexpr auto change_columns = columns_of<store::FieldChange>(
    useful("table", "Table", &store::FieldChange::table),
    essential("record", "Record", &store::FieldChange::record),
    useful("done", "What", &store::FieldChange::action),
    essential("field", "Field", &store::FieldChange::field),
    essential("before", "Before", &store::FieldChange::before),
    essential("after", "After", &store::FieldChange::after));

void run_show(const std::string& typed, Context& context) {
    const auto session = context.reading();
    const Entry entry = app::find_entry(session, typed);
    if (entry.state == EntryState::erased) {
        context.warn("the changes of this entry were erased when a person was forgotten");
    }
    const auto writer = change_columns.writer(context);
    store::each_field(session.database(), entry.id,
                      [&](const store::FieldChange& change) { writer.row(change); });
    writer.end();
}

void declare_log(Arguments& arguments, Options& options) {
    constexpr int most_entries = 1'000'000'000;
    arguments.option("--limit N", options.limit, "Maximum number of entries")
        .whole_number(most_entries);
    arguments.option("--by NAME", options.actor, "Only changes by this actor");
    arguments.option("--person PERSON", options.person, "Changes to this person or their records")
        .not_empty();
    arguments.option("--group GROUP", options.group, "Changes to this group or its records")
        .not_empty();
    arguments.option("--since", options.since, value::day(DayUse::done),
                     "Changes on or after this day");
}

void declare_show(Arguments& arguments, std::string& entry) {
    arguments.option("ENTRY", entry, "Entry number, or at least its last 6 digits").required();
}

constexpr std::array commands{
    Command{.path = "log",
            .area = Area::database,
            .summary = "Show every change: who, when, with which command",
            .examples = "  lmsection log --limit 10\n"
                        "  lmsection log --since 2026-11-01 --format csv\n"
                        "  lmsection log --group middle-managers\n",
            .set_up = set_up<declare_log, run_log, entry_columns>},
    Command{.path = "log show",
            .area = Area::database,
            .summary = "Show what one command changed, field by field",
            .examples = "  lmsection log show 4711\n"
                        "  lmsection log show 676915\n"
                        "  lmsection log show 676915 --format json\n",
            .set_up = set_up<declare_show, run_show, change_columns>},
};

}    // namespace
}    // namespace log_command

extern constinit const CommandList log_commands{log_command::commands};

}    // namespace lmsection::cli
