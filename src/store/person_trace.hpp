#pragma once

#include "changeset_reader.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/table_info.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lmsection::store {

/// The names and addresses that a person has or had.
struct Identity {
    std::set<std::string> names;
    std::set<std::string> addresses;
};

/// Finds which records, present and past, are about one person, and the person's present and past
/// names. Reads the whole history.
class PersonTraces {
public:
    /// `others`: records that are not the person's, although they may have been merged into theirs.
    PersonTraces(const Reader& database, PersonId person, const std::set<PersonId>& others);

    [[nodiscard]] const Identity& identity() const { return identity_; }
    /// Whether a record is about the person. `key`: its id; `person`: the value of the column that
    /// leads to the person.
    [[nodiscard]] bool is_about_them(const TableInfo& table, std::int64_t key,
                                     std::int64_t person) const;
    /// The same for a changed row, whose record may be deleted.
    [[nodiscard]] bool is_about_them(const TableInfo& table, const ChangesetRow& row) const;
    /// The identity of someone else, and whether they are currently on record, and not forgotten.
    struct Other {
        const Identity& identity;
        bool on_record;
    };
    [[nodiscard]] std::vector<Other> others() const;
    /// The people into whose records others were merged whom the history still names.
    [[nodiscard]] std::set<PersonId> heirs() const;

private:
    using RecordKey = std::pair<std::string_view, std::int64_t>;

    void read_history(const Reader& database);
    void read_change(const TableInfo& table, const ChangesetRow& row);
    void read_records(const Reader& database);
    void add_address(std::int64_t person, const std::optional<std::string>& address);
    void gather_second_records(PersonId person);
    void reclaim_addresses(PersonId person);
    [[nodiscard]] bool is_second_record(std::int64_t id, const Identity& identity) const;
    [[nodiscard]] std::int64_t person_of(const TableInfo& table, std::int64_t person) const;

    std::map<std::int64_t, Identity> people_;    ///< everyone who is or was on record
    std::set<std::int64_t> on_record_;
    std::set<std::int64_t> forgotten_;    ///< of these
    /// A duplicate record, and those that were kept: two officers may merge one record into two.
    std::map<std::int64_t, std::set<std::int64_t>> merged_;
    std::map<std::int64_t, std::set<std::int64_t>> ever_merged_;    ///< even if that was undone
    std::map<RecordKey, std::int64_t> leads_to_;    ///< the last value of the column `person`
    /// Who had each address first; in lower case.
    std::map<std::string, std::int64_t> first_owners_;
    /// The addresses that each record of `addresses` has or had.
    std::map<std::int64_t, std::set<std::string>> further_addresses_;
    std::set<std::int64_t> ids_;
    Identity identity_;
};

}    // namespace lmsection::store
