#pragma once

#include "lmsection/base/progress.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/transaction.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// All that a command is told of the world around it; nothing below reads it for itself.
struct Circumstances {
    std::filesystem::path database;     ///< where the database is, or would be
    bool database_was_named = false;    ///< named by the user, so that it must be there
    Date today{};
    std::int64_t now_ms = 0;    ///< milliseconds since 1970
    std::string now;            ///< UTC, `2026-11-24T16:58:00Z`
    std::uint64_t seed = 0;     ///< any random number
    std::string actor;          ///< who writes; may be empty for a reader
    std::string command;        ///< as it was typed, for the history
    bool dry_run = false;
    Progress progress = nobody_watches;
    std::function<void()> on_record = [] {};    ///< told once a change is kept in the database
};

/// Who reads what a command prints: the section's leaders, or anybody (`--public`). What each may
/// see is decided in redaction.hpp.
enum class Readers { leaders, anybody };

/// How a refusal may be overridden, and how hard a warning is taken.
struct Firmness {
    std::string override_reason;    ///< lets a must through; kept with the record
    bool strict = false;            ///< refuses what would be a warning
};

/// One command's work on one section: its database if there is one, its handbook, its day.
class Session {
public:
    /// Opens the database for reading; where there is none and none was named, the built-in
    /// handbook stands in. A `StoreError` where one was named and cannot be opened.
    static Session for_reading_anything(Circumstances circumstances);
    /// Opens the database for reading; a `StoreError` where there is none.
    static Session for_reading(Circumstances circumstances);
    static Session for_writing(Circumstances circumstances);

    [[nodiscard]] const Circumstances& around() const { return circumstances_; }
    [[nodiscard]] Date today() const { return circumstances_.today; }
    [[nodiscard]] bool has_database() const { return database_.has_value(); }
    /// Only where `has_database`.
    [[nodiscard]] const store::Database& database() const { return *database_; }

    /// The section's handbook: the database's, else the built-in one. That one's notes are left
    /// out, which few commands need.
    [[nodiscard]] const Handbook& handbook() const;
    /// The section's handbook with its notes.
    [[nodiscard]] Handbook whole_handbook() const;
    [[nodiscard]] std::string handbook_text() const;
    /// Every group in the order of rosters, retired ones too.
    [[nodiscard]] const std::vector<Group>& groups() const;
    /// The groups that take people on `day`.
    [[nodiscard]] std::vector<Group> groups_on(Date day) const;
    /// The group that a user names; a `RefusedError` with the candidates or the nearest. One that
    /// is named by its slug is found without reading the others, whatever those are called.
    [[nodiscard]] const Group& group(std::string_view typed) const;
    /// The groups that a user names, each once, in the order of rosters; refused as `group` does.
    [[nodiscard]] std::vector<Group> groups_named(std::span<const std::string> typed) const;
    [[nodiscard]] Outcome<Group> find_group(std::string_view typed) const;
    /// As those two, for what is to be written about `on`, without it about today: a name that
    /// means a group which was merged into another by then is refused, and the other one told.
    [[nodiscard]] const Group& group_to_change(std::string_view typed,
                                               std::optional<Date> on = std::nullopt) const;
    [[nodiscard]] Outcome<Group> find_group_to_change(std::string_view typed,
                                                      std::optional<Date> on = std::nullopt) const;
    /// The group with that id, which is known to be there.
    [[nodiscard]] const Group& group(GroupId id) const;
    /// Forgets what was read of the groups, after a write changed them.
    void groups_changed() {
        groups_.reset();
        known_.clear();
    }

    /// Forgets the handbook that was read, after a write replaced it.
    void handbook_changed() { handbook_.reset(); }

    template <class SomeId>
    [[nodiscard]] SomeId next_id() {
        return SomeId{ids_.next()};
    }
    [[nodiscard]] std::int64_t next_number() { return ids_.next(); }

    /// Runs `work` as one change of the database, kept in the history; with dry run it is taken
    /// back at the end. `undoes`: the entry of the history that it takes back.
    void change(const std::function<void()>& work,
                std::optional<std::int64_t> undoes = std::nullopt);
    /// As `change`, but the history keeps no more than `said`: it cannot be taken back.
    void change_for_good(const std::string& said, const std::function<void()>& work);

private:
    Session(Circumstances circumstances, std::optional<store::Database> database);

    /// Commits a change and tells so, unless nothing is to be changed.
    void keep(store::Change& change) const;
    /// The group with that slug, where there is one.
    [[nodiscard]] std::optional<Group> group_with(const Slug& slug) const;

    Circumstances circumstances_;
    store::IdSource ids_;
    std::optional<store::Database> database_;
    mutable std::optional<Handbook> handbook_;
    mutable std::optional<std::vector<Group>> groups_;
    mutable std::map<GroupId, Group> known_;    ///< those that were asked for one by one
};

/// Lets findings through or not: throws a `RefusedError` with those that hold, the rest come back
/// as warnings.
[[nodiscard]] std::vector<std::string> weigh(std::span<const Finding> findings,
                                             const Firmness& firmness);
/// As `weigh`, but tells instead of throwing: the faults that refuse it are added to `faults`.
[[nodiscard]] std::vector<std::string> weigh(std::span<const Finding> findings,
                                             const Firmness& firmness, std::vector<Fault>& faults);

/// A `StoreError` where a database is neither named nor has a usual place.
void require_place(const Circumstances& circumstances);

/// Makes the database of a new section from a handbook (its text and the file's name, for
/// messages). Refuses to touch a file that exists. With dry run it only reads the handbook.
void create_section(const Circumstances& circumstances, std::string_view handbook_toml,
                    const std::string& handbook_name);

}    // namespace lmsection::app
