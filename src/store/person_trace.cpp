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
    std::set<std::int64_t> changed;
    std::map<std::int64_t, std::int64_t> handed_over;    ///< whose records were moved to whom

    void read(const TableInfo& table, const ChangesetRow& row) {
        const bool is_update = row.operation == SQLITE_UPDATE;
        if (table.name == "people") {
            const auto id = row.latest(id_column).number().value_or(0);
            (row.operation == SQLITE_DELETE ? removed : changed).insert(id);
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

    /// `is_merge`: whether the command says that it merged two people.
    void add_merged(bool is_merge, std::map<std::int64_t, std::int64_t>& merged) const {
        for (const std::int64_t gone : removed) {
            const auto heir = handed_over.find(gone);
            if (heir != handed_over.end()) {
                merged.insert_or_assign(gone, heir->second);
            } else if (is_merge && removed.size() == 1 && changed.size() == 1) {
                merged.insert_or_assign(gone, *changed.begin());
            }
        }
    }
};

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
    std::set<std::int64_t> merges;    // the entries that merged two people, or redid that
    Query query{database, "SELECT id, command, changes, undoes FROM history ORDER BY id"};
    while (query.step()) {
        const auto undoes = query.optional_number(3);
        const bool is_merge = undoes ? merges.contains(*undoes)
                                     : query.text(1).find(" person merge ") != std::string::npos;
        if (is_merge) {
            merges.insert(query.number(0));
        }
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
        on_people.add_merged(is_merge, merged_);
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
                    add_text(identity.addresses, (*values)[i].text());
                }
            }
        }
        return;
    }
    if (has_own_id(table) && row.latest(person).is_part()) {
        leads_to_.insert_or_assign({table.name, key}, row.latest(person).number().value_or(0));
    }
    if (table.name == "addresses") {
        Identity& identity = people_[leads_to_[{table.name, key}]];
        const std::size_t email = *table.column("email");
        for (const auto* values : {&row.before, &row.after}) {
            if (email < values->size()) {
                add_text(identity.addresses, (*values)[email].text());
                add_text(further_addresses_[key], (*values)[email].text());
            }
        }
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
        Identity& identity = people_[query.number(0)];
        add_text(identity.names, query.string(1));
        add_text(identity.addresses, query.string(2));
    }
    Query further{database, "SELECT id, person_id, email FROM addresses"};
    while (further.step()) {
        add_text(people_[further.number(1)].addresses, further.string(2));
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
/// person's addresses. They are still the person's.
void PersonTraces::reclaim_addresses(PersonId person) {
    std::set<std::int64_t> heirs;
    for (const std::int64_t id : ids_) {
        for (auto next = merged_.find(id); next != merged_.end() && !ids_.contains(next->second) &&
                                           heirs.insert(next->second).second;) {
            next = merged_.find(next->second);
        }
    }
    for (const std::int64_t heir : heirs) {
        for (const std::string& address : identity_.addresses) {
            people_[heir].addresses.erase(address);
        }
    }
    for (const auto& [key, addresses] : further_addresses_) {
        const auto owner = leads_to_.find({"addresses", key});
        if (owner != leads_to_.end() && heirs.contains(owner->second) &&
            std::any_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
                return identity_.addresses.contains(address);
            })) {
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
    const auto heir = merged_.find(id);
    if (heir != merged_.end()) {
        return ids_.contains(heir->second);
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
    return !table.person.empty() &&
           ids_.contains(person_of(table, table.name == "people" ? key : person));
}

bool PersonTraces::is_about_them(const TableInfo& table, const ChangesetRow& row) const {
    const std::size_t person = person_column(table);
    if (table.person.empty() || person >= row.in_key.size()) {
        return false;
    }
    const std::int64_t key = row.latest(id_column).number().value_or(0);
    const auto known = leads_to_.find({table.name, key});
    return is_about_them(table, key,
                         has_own_id(table) && known != leads_to_.end()
                             ? known->second
                             : row.latest(person).number().value_or(0));
}

std::set<PersonId> PersonTraces::heirs() const {
    std::set<PersonId> heirs;
    for (const auto& [gone, heir] : merged_) {
        const auto known = people_.find(gone);
        const bool is_named = known != people_.end() &&
                              !(known->second.names.empty() && known->second.addresses.empty());
        if (is_named && !on_record_.contains(gone)) {
            auto next = merged_.find(gone);
            while (next != merged_.end() && heirs.insert(PersonId{next->second}).second) {
                next = merged_.find(next->second);
            }
        }
    }
    return heirs;
}

std::vector<PersonTraces::Other> PersonTraces::others() const {
    std::vector<Other> others;
    for (const auto& [id, identity] : people_) {
        if (!ids_.contains(id)) {
            others.push_back({identity, on_record_.contains(id)});
        }
    }
    return others;
}

}    // namespace lmsection::store
