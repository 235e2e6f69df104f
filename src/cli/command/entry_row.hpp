#pragma once

#include "columns.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/store/history.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace lmsection::cli {

/// An entry of the history with the texts that are made of it.
struct EntryRow {
    explicit EntryRow(const store::Entry& listed);

    /// One that is not in effect is shown faintly.
    [[nodiscard]] Tone tone() const {
        return entry.state == store::EntryState::done ? Tone::plain : Tone::faint;
    }

    const store::Entry& entry;
    std::string id;
    std::string changes;    ///< "people +1 ~2 -3"
};

/// What an entry did: "added 1 term (Ana Diaz, middle-managers) and 1 person (Ana Diaz)". Records
/// are named where they are few.
[[nodiscard]] std::string changes_in_words(const store::Reader& database,
                                           const store::Entry& entry);

/// The columns of everything that lists entries of the history.
inline constexpr auto entry_columns = columns_of<EntryRow>(
    column("id", "Entry", Importance::essential,
           [](const EntryRow& row) {
               return Cell{row.id, row.tone()};
           }),
    column("at", "When (UTC)", Importance::essential,
           [](const EntryRow& row) {
               return Cell{row.entry.info.at, row.tone()};
           }),
    column("actor", "Who", Importance::useful,
           [](const EntryRow& row) {
               return Cell{row.entry.info.actor, row.tone()};
           }),
    column("command", "Command", Importance::essential,
           [](const EntryRow& row) {
               return Cell{row.entry.info.command, row.tone()};
           }),
    column("changes", "Rows", Importance::extra,
           [](const EntryRow& row) {
               return Cell{row.changes, row.tone()};
           }),
    column("state", "State", Importance::extra,
           [](const EntryRow& row) {
               return Cell{word(row.entry.state), row.tone()};
           }),
    column("undoes", "Takes back", Audience::scripts, [](const EntryRow& row) {
        const auto& undoes = row.entry.info.undoes;
        return undoes ? std::optional{std::to_string(*undoes)} : std::nullopt;
    }));

/// "4:58 PM"; `local`: seconds of local time.
[[nodiscard]] std::string time_of_day(std::int64_t local);
[[nodiscard]] Date day_of(std::int64_t local);
/// "November 24, 2026, 4:58 PM", in local time.
[[nodiscard]] std::string local_text(const Context& context, const std::string& utc);

}    // namespace lmsection::cli
