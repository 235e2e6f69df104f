#include "columns.hpp"
#include "command/entry_row.hpp"
#include "command/shared.hpp"
#include "lmsection/app/history.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/cli/command.hpp"
#include "prose.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

/// The history in sentences: days, and what was done when and by whom.
class LogReport {
public:
    LogReport(Context& context, const app::Session& session)
        : context_(context), session_(session), prose_(context), numbers_(session) {}

    void add(const Entry& entry) {
        const auto local = context_.local_time(entry.info.at);
        const std::string day = local ? written(day_of(*local)) : entry.info.at;
        if (day != day_) {
            prose_.heading(day);
            day_ = day;
        }
        const std::string number = numbers_.of(entry.id);
        const std::string time = local ? time_of_day(*local) : "";
        prose_.labeled(fmt::format("  {}  {:>8}  ", number, time),
                       fmt::format("{} {}{}.{}", entry.info.actor, reversal(entry),
                                   changes_in_words(session_.database(), entry), state(entry)),
                       text_column);
        prose_.paragraph(entry.info.command, text_column);
    }

private:
    static constexpr std::size_t text_column = 20;

    [[nodiscard]] std::string reversal(const Entry& entry) const {
        return entry.info.undoes ? fmt::format("reversed {}: ", numbers_.of(*entry.info.undoes))
                                 : "";
    }
    static std::string state(const Entry& entry) {
        return entry.state == EntryState::undone ? " Undone since." : "";
    }

    Context& context_;
    const app::Session& session_;
    Prose prose_;
    app::ShortNumbers numbers_;
    std::string day_;
};

void write_report(Context& context, const app::Session& session,
                  const store::EntryFilter& question) {
    LogReport report{context, session};
    std::size_t entries = 0;
    store::each_entry(session.database(), question, [&](const Entry& entry) {
        report.add(entry);
        ++entries;
    });
    if (entries == 0) {
        context.explain_empty("No history entry matches; 'lmsection log' shows them all.");
        return;
    }
    say_total(context, entries, "entry", "entries");
    context.next_step("lmsection log show NUMBER, or lmsection undo NUMBER");
}

int run_log(const Options& options, Context& context) {
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
        return 0;
    }
    const auto writer = entry_columns.writer(context);
    store::each_entry(session.database(), question,
                      [&](const Entry& entry) { writer.row(EntryRow{entry}); });
    writer.end();
    return 0;
}

constexpr auto change_columns = columns_of<store::FieldChange>(
    column("table", "Table", Importance::useful, &store::FieldChange::table),
    column("record", "Record", Importance::essential, &store::FieldChange::record),
    column("done", "What", Importance::useful, &store::FieldChange::action),
    column("field", "Field", Importance::essential, &store::FieldChange::field),
    column("before", "Before", Importance::essential, &store::FieldChange::before),
    column("after", "After", Importance::essential, &store::FieldChange::after));

int run_show(const std::string& typed, Context& context) {
    const auto session = context.reading();
    const Entry entry = app::find_entry(session, typed);
    if (entry.state == EntryState::erased) {
        context.warn("the changes of this entry were erased when a person was forgotten");
    }
    const auto writer = change_columns.writer(context);
    store::each_field(session.database(), entry.id,
                      [&](const store::FieldChange& change) { writer.row(change); });
    writer.end();
    return 0;
}

Runner set_up_log(Arguments& arguments) {
    arguments.prints(entry_columns);
    constexpr int most_entries = 1'000'000'000;
    auto options = options_of<Options>();
    arguments.option("--limit", options->limit, "Maximum number of entries")
        .type_name("N")
        .whole_number(most_entries);
    arguments.option("--by", options->actor, "Only changes by this actor").type_name("NAME");
    arguments.option("--person", options->person, "Changes to this person or their records")
        .type_name("PERSON")
        .not_empty();
    arguments.option("--group", options->group, "Changes to this group or its records")
        .type_name("GROUP")
        .not_empty();
    arguments.option("--since", options->since, value::day(DayUse::done),
                     "Changes on or after this day");
    return [options](Context& context) { return run_log(*options, context); };
}

Runner set_up_log_show(Arguments& arguments) {
    arguments.prints(change_columns);
    auto entry = options_of<std::string>();
    arguments.option("ENTRY", *entry, "Entry number, or at least its last 6 digits").required();
    return [entry](Context& context) { return run_show(*entry, context); };
}

constexpr std::array commands{
    Command{.path = "log",
            .area = Area::database,
            .summary = "Show every change: who, when, with which command",
            .examples = "  lmsection log --limit 10\n"
                        "  lmsection log --since 2026-11-01 --format csv\n"
                        "  lmsection log --group middle-managers\n",
            .set_up = set_up_log},
    Command{.path = "log show",
            .area = Area::database,
            .summary = "Show what one command changed, field by field",
            .examples = "  lmsection log show 4711\n"
                        "  lmsection log show 676915\n"
                        "  lmsection log show 676915 --format json\n",
            .set_up = set_up_log_show},
};

}    // namespace
}    // namespace log_command

extern constinit const CommandList log_commands{log_command::commands};

}    // namespace lmsection::cli
