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

    const auto& operator*() const { return entry.info; }

    const store::Entry& entry;
    std::string id;
    std::string changes;    ///< "people +1 ~2 -3"
};

/// What an entry did: "added 1 term (Ana Diaz, middle-managers) and 1 person (Ana Diaz)". Records
/// are named where they are few.
[[nodiscard]] std::string changes_in_words(const store::Reader& database,
                                           const store::Entry& entry);

/// A text of an entry in its tone.
template <class Thing>
constexpr auto toned(std::string Thing::*text) {
    return [text](const EntryRow& row) { return Cell{std::invoke(text, row), row.tone()}; };
}

/// The columns of everything that lists entries of the history.
inline constexpr auto entry_columns = columns_of<EntryRow>(
    essential("id", "Entry", toned(&EntryRow::id)),
    essential("at", "When (UTC)", toned(&store::ChangeInfo::at)),
    useful("actor", "Who", toned(&store::ChangeInfo::actor)),
    essential("command", "Command", toned(&store::ChangeInfo::command)),
    extra("changes", "Rows", toned(&EntryRow::changes)),
    extra("state", "State",
          [](const EntryRow& row) {
              return Cell{word(row.entry.state), row.tone()};
          }),
    for_scripts("undoes", "Takes back", [](const EntryRow& row) {
        const auto& undoes = row.entry.info.undoes;
        return undoes ? std::optional{std::to_string(*undoes)} : std::nullopt;
    }));

/// "4:58 PM"; `local`: seconds of local time.
[[nodiscard]] std::string time_of_day(std::int64_t local);
[[nodiscard]] Date day_of(std::int64_t local);
/// "November 24, 2026, 4:58 PM", in local time.
[[nodiscard]] std::string local_text(const Context& context, const std::string& utc);

}    // namespace lmsection::cli
