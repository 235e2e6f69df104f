#include "command/entry_row.hpp"

#include <fmt/format.h>

#include <string>

namespace lmsection::cli {

using store::Entry;
using store::EntryState;

namespace {

/// "people +1 ~2 -3"
std::string told(const std::vector<store::TableChanges>& changes) {
    std::string text;
    const auto add = [&](char sign, int count) {
        text += count > 0 ? fmt::format(" {}{}", sign, count) : "";
    };
    for (const store::TableChanges& table : changes) {
        text += (text.empty() ? "" : ", ") + table.table;
        add('+', table.added);
        add('~', table.changed);
        add('-', table.removed);
    }
    return text;
}

}    // namespace

std::vector<Column> entry_columns() {
    return {{"id", "Entry"},
            {"at", "When (UTC)"},
            {"actor", "Who"},
            {"command", "Command"},
            {"changes", "Rows"},
            {"state", "State"},
            {"undoes", "Takes back", Shown::to_scripts}};
}

void write_entry(RowWriter& writer, const Entry& entry) {
    const std::string id = std::to_string(entry.id);
    const std::string undoes = entry.deed.undoes ? std::to_string(*entry.deed.undoes) : "";
    const std::string changes = told(entry.changes);
    const Tone tone = entry.state == EntryState::done ? Tone::plain : Tone::faint;
    writer.row({Cell{id, tone}, Cell{entry.deed.at, tone}, Cell{entry.deed.actor, tone},
                Cell{entry.deed.command, tone}, Cell{changes, tone}, Cell{word(entry.state), tone},
                Cell::or_absent(undoes)});
}

}    // namespace lmsection::cli
