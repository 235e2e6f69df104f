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

/// The roles of a database's handbook, in roster order. Throws a `StoreError` if it is damaged.
[[nodiscard]] std::vector<Role> roles_in_handbook(const store::Reader& database);

/// Everything a command knows about its environment; the lower floors read none of it themselves.
struct Circumstances {
    std::filesystem::path database;     ///< the path of the database, existing or not
    bool database_was_named = false;    ///< the user named it, so it must exist
    Date today{};
    std::int64_t now_ms = 0;    ///< milliseconds since 1970
    std::string now;            ///< UTC, `2026-11-24T16:58:00Z`
    std::uint64_t seed = 0;     ///< any random number
    std::string actor;          ///< who makes a change; may be empty for a reader
    std::string command;        ///< as typed, for the history
    bool dry_run = false;
    Progress progress = ignore_progress;
    std::function<void()> on_record = [] {};    ///< called once a change is committed
};

/// Who reads a command's output: the section's leaders or the public (`--public`). redaction.hpp
/// defines what each may see.
enum class Readers { leaders, anybody };

/// What to do about broken rules: whether to override refusals, and whether to refuse instead of
/// warning.
struct OverridePolicy {
    std::string override_reason;    ///< if not empty, overrides a must; kept with the record
    bool strict = false;            ///< refuse what would only be a warning
};

class WritingSession;

/// One command's access to a section: its database if there is one, its handbook, and today.
class Session {
public:
    /// Opens the database for reading. If there is none and none was named, uses the built-in
    /// handbook. Throws a `StoreError` if one was named and cannot be opened.
    static Session for_reading_anything(Circumstances circumstances);
    /// Opens the database for reading. Throws a `StoreError` if there is none.
    static Session for_reading(Circumstances circumstances);
    static WritingSession for_writing(Circumstances circumstances);

    [[nodiscard]] const Circumstances& around() const { return circumstances_; }
    [[nodiscard]] Date today() const { return circumstances_.today; }
    [[nodiscard]] bool has_database() const { return database_.has_value(); }
    /// Requires `has_database`.
    [[nodiscard]] const store::Database& database() const { return *database_; }

    /// The section's handbook: the database's, else the built-in one without its notes, which few
    /// commands need.
    [[nodiscard]] const Handbook& handbook() const;
    /// The section's handbook with its notes.
    [[nodiscard]] Handbook whole_handbook() const;
    [[nodiscard]] std::string handbook_text() const;
    /// Every group in roster order, including retired ones.
    [[nodiscard]] const std::vector<Group>& groups() const;
    /// The groups that are active on `day`.
    [[nodiscard]] std::vector<Group> groups_on(Date day) const;
    /// Finds the group that a user names. Throws a `RefusedError` with the candidates or the
    /// nearest names. A group named by its slug is found without reading the others.
    [[nodiscard]] const Group& group(std::string_view typed) const;
    /// Finds the groups that a user names, each once, in roster order. Throws like `group`.
    [[nodiscard]] std::vector<Group> groups_named(std::span<const std::string> typed) const;
    [[nodiscard]] Outcome<Group> find_group(std::string_view typed) const;
    /// Like `group` and `find_group`, for a change as of `on`, by default today: refuses a group
    /// that was merged into another by then and names that other group.
    [[nodiscard]] const Group& group_to_change(std::string_view typed,
                                               std::optional<Date> on = std::nullopt) const;
    [[nodiscard]] Outcome<Group> find_group_to_change(std::string_view typed,
                                                      std::optional<Date> on = std::nullopt) const;
    /// The group with that id, which must exist.
    [[nodiscard]] const Group& group(GroupId id) const;

    template <class SomeId>
    [[nodiscard]] SomeId next_id() {
        return SomeId{ids_.next()};
    }
    [[nodiscard]] std::int64_t next_number() { return ids_.next(); }

private:
    friend class WritingSession;
    Session(Circumstances circumstances, std::optional<store::Database> database);

    /// The group with that slug, if there is one.
    [[nodiscard]] std::optional<Group> group_with(const Slug& slug) const;

    Circumstances circumstances_;
    store::IdSource ids_;
    std::optional<store::Database> database_;
    mutable std::optional<Handbook> handbook_;
    mutable std::optional<std::vector<Group>> groups_;
    mutable std::map<GroupId, Group> known_;    ///< groups looked up one by one
};

/// A session that can also change the section.
class WritingSession : public Session {
public:
    using Session::database;
    [[nodiscard]] store::Database& database() { return *database_; }
    /// What writes the records of a change. Requires that `change` or `change_permanently` runs.
    [[nodiscard]] store::Writer& writer() { return *writer_; }

    /// Discards cached groups; call after changing them.
    void groups_changed() {
        groups_.reset();
        known_.clear();
    }

    /// Discards the cached handbook; call after replacing it.
    void handbook_changed() { handbook_.reset(); }

    /// Runs `work` as one change to the database, recorded in the history; a dry run rolls it back.
    /// `undoes`: the history entry that it reverts.
    void change(const std::function<void()>& work,
                std::optional<std::int64_t> undoes = std::nullopt);
    /// Like `change`, but the history records only `said`, so it cannot be undone.
    void change_permanently(const std::string& said, const std::function<void()>& work);

private:
    using Session::Session;

    /// Runs `work` and commits the change, except in a dry run.
    void make(store::Change& change, const std::function<void()>& work);

    store::Writer* writer_ = nullptr;    ///< during a change
};

/// What a policy makes of findings.
struct Judgment {
    std::vector<std::string> warnings;
    std::vector<Fault> refused;    ///< for the caller to collect or to throw
};
[[nodiscard]] Judgment apply_policy(std::span<const Finding> findings,
                                    const OverridePolicy& policy);

/// Throws a `StoreError` if no database was named and there is no default path.
void require_place(const Circumstances& circumstances);

/// Creates the database of a new section from a handbook (its text, and the file's name for
/// messages). Does not overwrite an existing file. A dry run only reads the handbook.
void create_section(const Circumstances& circumstances, std::string_view handbook_toml,
                    const std::string& handbook_name);

}    // namespace lmsection::app
