#include "person_trace.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/domain/mention.hpp"
#include "query.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>

namespace lmsection::store {

namespace {

constexpr std::size_t id_column = 0;

bool has_own_id(const TableInfo& table) {
    return table.columns[id_column].use == ColumnUse::id;
}

std::size_t person_column(const TableInfo& table) {
    return table.column(table.person).value_or(id_column);
}

void add_text(std::set<std::string>& texts, const std::optional<std::string>& text) {
    if (text && !text->empty() && *text != forgotten_name) {
        texts.insert(*text);
    }
}

bool share_one(const std::set<std::string>& some, const std::set<std::string>& others,
               std::string (*key)(std::string_view)) {
    return std::any_of(some.begin(), some.end(), [&](const std::string& one) {
        return std::any_of(others.begin(), others.end(),
                           [&](const std::string& other) { return key(one) == key(other); });
    });
}

/// What an entry did to people, for detecting that two records were merged.
struct EntryOnPeople {
    std::set<std::int64_t> removed;
    std::set<std::int64_t> changed;                      ///< even if only by a further address
    std::map<std::int64_t, std::int64_t> handed_over;    ///< whose records were moved to whom

    void read(const TableInfo& table, const ChangesetRow& row) {
        const bool is_update = row.operation == SQLITE_UPDATE;
        if (table.name == "people") {
            const auto id = row.latest(id_column).number().value_or(0);
            (row.operation == SQLITE_DELETE ? removed : changed).insert(id);
        } else if (table.name == "addresses" && row.operation == SQLITE_INSERT) {
            changed.insert(row.latest(person_column(table)).number().value_or(0));
        }
        for (std::size_t i = 0; is_update && i < row.in_key.size() && i < table.columns.size();
             ++i) {
            const auto from = row.before[i].number();
            const auto to = row.after[i].number();
            if (table.columns[i].refers_to == "people" && from && to) {
                handed_over.emplace(*from, *to);
            }
        }
    }

    /// Whose record it merged into whose. `is_merge`: whether the command says that it merged two
    /// people.
    [[nodiscard]] std::map<std::int64_t, std::int64_t> merged(bool is_merge) const {
        std::map<std::int64_t, std::int64_t> merged;
        for (const std::int64_t gone : removed) {
            const auto heir = handed_over.find(gone);
            if (heir != handed_over.end()) {
                merged.emplace(gone, heir->second);
            } else if (is_merge && removed.size() == 1 && changed.size() == 1) {
                merged.emplace(gone, *changed.begin());
            }
        }
        return merged;
    }
};

using Merged = std::map<std::int64_t, std::set<std::int64_t>>;

void add_pairs(const std::map<std::int64_t, std::int64_t>& pairs, Merged& merged) {
    for (const auto& [gone, heir] : pairs) {
        merged[gone].insert(heir);
    }
}

/// Adds those into whose records a record was merged, and theirs.
void add_heirs(std::int64_t id, const Merged& merged, std::set<std::int64_t>& heirs) {
    const auto found = merged.find(id);
    if (found == merged.end()) {
        return;
    }
    for (const std::int64_t heir : found->second) {
        if (heirs.insert(heir).second) {
            add_heirs(heir, merged, heirs);
        }
    }
}

}    // namespace

PersonTraces::PersonTraces(const Reader& database, PersonId person,
                           const std::set<PersonId>& others) {
    read_history(database);
    read_records(database);
    for (const PersonId other : others) {
        if (other != person && people_.contains(other.value)) {
            on_record_.insert(other.value);
        }
    }
    gather_second_records(person);
    reclaim_addresses(person);
}

void PersonTraces::read_history(const Reader& database) {
    // Who was merged into whom by each entry that merged two people, or redid that.
    std::map<std::int64_t, std::map<std::int64_t, std::int64_t>> merges;
    Query query{database, "SELECT id, command, changes, undoes FROM history ORDER BY id"};
    while (query.step()) {
        const auto undoes = query.optional_number(3);
        const bool is_merge = undoes ? merges.contains(*undoes)
                                     : query.text(1).find(" person merge ") != std::string::npos;
        EntryOnPeople on_people;
        ChangesetReader reader{query.blob(2)};
        while (reader.next()) {
            if (const TableInfo* table = table_info(reader.row().table)) {
                read_change(*table, reader.row());
                on_people.read(*table, reader.row());
            }
        }
        if (reader.is_damaged()) {
            throw StoreError{fmt::format("history entry {} in {} is damaged", query.number(0),
                                         database.file().string()),
                             "restore a copy of it"};
        }
        if (undoes && is_merge) {
            merges[*undoes].clear();
        }
        auto merged = on_people.merged(is_merge);
        add_pairs(merged, ever_merged_);
        if (is_merge || !merged.empty()) {
            merges[query.number(0)] = std::move(merged);
        }
    }
    for (const auto& [entry, merged] : merges) {
        add_pairs(merged, merged_);
    }
}

void PersonTraces::read_change(const TableInfo& table, const ChangesetRow& row) {
    const std::size_t person = person_column(table);
    if (table.person.empty() || person >= row.in_key.size()) {
        return;
    }
    const std::int64_t key = row.latest(id_column).number().value_or(0);
    if (table.name == "people") {
        Identity& identity = people_[key];
        for (const auto* values : {&row.before, &row.after}) {
            for (std::size_t i = 0; i < values->size() && i < table.columns.size(); ++i) {
                const ColumnUse use = table.columns[i].use;
                if (use == ColumnUse::person_name) {
                    add_text(identity.names, (*values)[i].text());
                } else if (use == ColumnUse::email) {
                    add_address(key, (*values)[i].text());
                }
            }
        }
        return;
    }
    if (has_own_id(table) && row.latest(person).is_part()) {
        leads_to_.insert_or_assign({table.name, key}, row.latest(person).number().value_or(0));
    }
    if (table.name == "addresses") {
        const std::size_t email = *table.column("email");
        for (const auto* values : {&row.before, &row.after}) {
            if (email < values->size()) {
                add_address(leads_to_[{table.name, key}], (*values)[email].text());
                add_text(further_addresses_[key], (*values)[email].text());
            }
        }
    }
}

void PersonTraces::add_address(std::int64_t person, const std::optional<std::string>& address) {
    if (address && !address->empty()) {
        people_[person].addresses.insert(*address);
        first_owners_.emplace(lower_case(*address), person);
    }
}

void PersonTraces::read_records(const Reader& database) {
    for (const TableInfo& table : all_tables()) {
        if (table.person.empty() || table.name == "people" || !has_own_id(table)) {
            continue;
        }
        Query query{database, fmt::format("SELECT id, {} FROM {}", identifier(table.person),
                                          identifier(table.name))};
        while (query.step()) {
            leads_to_.insert_or_assign({table.name, query.number(0)},
                                       query.optional_number(1).value_or(0));
        }
    }
    Query query{database, "SELECT id, name, email FROM people"};
    while (query.step()) {
        on_record_.insert(query.number(0));
        if (query.text(1) == forgotten_name) {
            forgotten_.insert(query.number(0));
        }
        Identity& identity = people_[query.number(0)];
        add_text(identity.names, query.string(1));
        add_address(query.number(0), query.string(2));
    }
    Query further{database, "SELECT id, person_id, email FROM addresses"};
    while (further.step()) {
        add_address(further.number(1), further.string(2));
        add_text(further_addresses_[further.number(0)], further.string(2));
    }
}

void PersonTraces::gather_second_records(PersonId person) {
    const auto add = [&](std::int64_t id) {
        const Identity& known = people_[id];
        ids_.insert(id);
        identity_.names.insert(known.names.begin(), known.names.end());
        identity_.addresses.insert(known.addresses.begin(), known.addresses.end());
    };
    add(person.value);
    for (std::size_t known = 0; known != ids_.size();) {
        known = ids_.size();
        for (const auto& [id, identity] : people_) {
            if (!ids_.contains(id) && is_second_record(id, identity)) {
                add(id);
            }
        }
    }
}

/// If the person was merged into someone else who is not to be forgotten, that record got the
/// person's addresses, at least until that was undone. They are still the person's, unless one of
/// those heirs had them first.
void PersonTraces::reclaim_addresses(PersonId person) {
    std::set<std::int64_t> heirs;
    for (const std::int64_t id : ids_) {
        add_heirs(id, ever_merged_, heirs);
    }
    std::erase_if(heirs, [&](std::int64_t id) { return ids_.contains(id); });
    const auto is_theirs = [&](const std::string& address) {
        return identity_.addresses.contains(address) &&
               !heirs.contains(first_owners_.at(lower_case(address)));
    };
    for (const std::int64_t heir : heirs) {
        std::erase_if(people_[heir].addresses, is_theirs);
    }
    for (const auto& [key, addresses] : further_addresses_) {
        const auto owner = leads_to_.find({"addresses", key});
        if (owner != leads_to_.end() && heirs.contains(owner->second) &&
            std::any_of(addresses.begin(), addresses.end(), is_theirs)) {
            owner->second = person.value;
        }
    }
}

/// A deleted record belonged to the same person if it was merged into theirs, or if an appointment
/// was undone and made again: with the same address, or with the same name, no address, and no one
/// else of that name.
bool PersonTraces::is_second_record(std::int64_t id, const Identity& identity) const {
    if (on_record_.contains(id)) {
        return false;
    }
    const auto heirs = merged_.find(id);
    if (heirs != merged_.end()) {
        return std::any_of(heirs->second.begin(), heirs->second.end(),
                           [&](std::int64_t heir) { return ids_.contains(heir); });
    }
    const auto email_key = [](std::string_view text) { return lower_case(text); };
    if (share_one(identity.addresses, identity_.addresses, email_key)) {
        return true;
    }
    const auto name_key = [](std::string_view text) { return folded(text); };
    return identity.addresses.empty() && share_one(identity.names, identity_.names, name_key) &&
           std::none_of(on_record_.begin(), on_record_.end(), [&](std::int64_t other) {
               return !ids_.contains(other) &&
                      share_one(identity.names, people_.at(other).names, name_key);
           });
}

std::int64_t PersonTraces::person_of(const TableInfo& table, std::int64_t person) const {
    const std::string_view target = table.columns[person_column(table)].refers_to;
    if (table.name == "people" || target == "people") {
        return person;
    }
    const TableInfo& next = *table_info(target);
    const auto found = leads_to_.find({next.name, person});
    return found == leads_to_.end() ? 0 : person_of(next, found->second);
}

bool PersonTraces::is_about_them(const TableInfo& table, std::int64_t key,
                                 std::int64_t person) const {
    if (table.person.empty()) {
        return false;
    }
    const auto known = leads_to_.find({table.name, key});
    const std::int64_t latest = table.name == "people"     ? key
                                : known != leads_to_.end() ? known->second
                                                           : person;
    return ids_.contains(person_of(table, latest));
}

bool PersonTraces::is_about_them(const TableInfo& table, const ChangesetRow& row) const {
    const std::size_t person = person_column(table);
    return person < row.in_key.size() &&
           is_about_them(table, row.latest(id_column).number().value_or(0),
                         row.latest(person).number().value_or(0));
}

std::set<PersonId> PersonTraces::heirs() const {
    std::set<std::int64_t> heirs;
    for (const auto& [gone, theirs] : merged_) {
        const auto known = people_.find(gone);
        const bool is_named = known != people_.end() &&
                              !(known->second.names.empty() && known->second.addresses.empty());
        if (is_named && !on_record_.contains(gone)) {
            add_heirs(gone, merged_, heirs);
        }
    }
    std::set<PersonId> people;
    for (const std::int64_t heir : heirs) {
        people.insert(PersonId{heir});
    }
    return people;
}

std::vector<PersonTraces::Other> PersonTraces::others() const {
    std::vector<Other> others;
    for (const auto& [id, identity] : people_) {
        if (!ids_.contains(id)) {
            others.push_back({identity, on_record_.contains(id) && !forgotten_.contains(id)});
        }
    }
    return others;
}

}    // namespace lmsection::store
