#pragma once

#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/forget.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/transaction.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// The two copies of a section in a merge.
enum class Side { ours, theirs };
[[nodiscard]] constexpr Side other(Side side) {
    return side == Side::ours ? Side::theirs : Side::ours;
}
[[nodiscard]] std::string_view word(Side side);

/// A field that both copies changed to different values. References are given by name.
struct Disputed {
    std::int64_t entry = 0;    ///< the newest of their entries that touched it; 0 if none
    std::string table;
    std::string record;    ///< its name for people
    std::string field;
    std::optional<std::string> ours;
    std::optional<std::string> theirs;
    std::optional<std::string> base;    ///< the value before both changes, if known
    Side for_now = Side::ours;    ///< what `sync` keeps until a person decides, from either copy
};
/// Fields that must be decided together.
using Dispute = std::vector<Disputed>;
/// Decides which side's values to keep.
using Decide = std::function<Side(const Dispute&)>;

/// Whether conflicts are decided now, or by a person later: then each is settled for now in the
/// same way from every copy, and becomes a history entry of its own, the same in every copy.
enum class Deciding { now, later };
/// The commands of the entries that `sync` writes by itself: for a conflict, and for what follows
/// from a merge without a question.
inline constexpr std::string_view conflict_command = "lmsection sync (conflict)";
inline constexpr std::string_view follow_up_command = "lmsection sync (merge)";
/// Whether a command in the history is one of them.
[[nodiscard]] bool is_automatic(std::string_view command);

/// The ids of the entries for conflicts that no one has decided, oldest first. `undo` of one
/// decides for the value that was not kept; `keep_conflict` for the one that was.
[[nodiscard]] std::vector<std::int64_t> open_conflicts(const Reader& database);
/// The number under which a conflict is among them; nothing if it is decided. Copies may find the
/// same conflict under several numbers.
[[nodiscard]] std::optional<std::int64_t> open_conflict(const Reader& database, std::int64_t id);
/// Decides a conflict for the value that was kept, with an entry for `info`.
void keep_conflict(Database& database, std::int64_t conflict, const ChangeInfo& info,
                   std::int64_t history_id);

/// The people of `forgot` who were forgotten there, but whom `knows` or its history names.
[[nodiscard]] ToForget forgotten_only_in(const Reader& forgot, const Reader& knows);

/// The people who were forgotten, but into whom another record was merged that is still named in
/// the history.
[[nodiscard]] std::vector<PersonId> forgotten_in_part(const Reader& database);

/// A dispute and the side that won.
struct Decision {
    Dispute dispute;
    Side winner = Side::ours;
};

/// Merges two copies of a section record by record. Given the same decisions, the result does not
/// depend on which copy is merged into which.
class Merge {
public:
    /// Reads both files and merges them in memory; neither is written. `examine` first checks the
    /// records of each and throws if they must not be merged. `decide` is called for every dispute.
    /// Throws a `RefusedError` if the files are not copies of the same section, or if a person was
    /// forgotten in only one of them.
    /// `decide` is not called if conflicts are decided later.
    Merge(const std::filesystem::path& ours, const std::filesystem::path& theirs,
          const std::function<void(const Reader&)>& examine, Decide decide,
          Deciding deciding = Deciding::now);
    Merge(const Merge&) = delete;
    Merge& operator=(const Merge&) = delete;
    ~Merge();

    /// Their entries that ours lacks, oldest first.
    [[nodiscard]] const std::vector<Entry>& incoming() const;
    [[nodiscard]] const std::vector<Decision>& decisions() const;
    /// Names of people whom each copy has added separately; they may be the same person.
    [[nodiscard]] std::vector<std::string> namesakes() const;
    /// Further addresses that were removed, because one copy made them the main address of someone
    /// and the other a further one of someone else.
    [[nodiscard]] std::vector<AddressOfTwo> given_up_addresses() const;

    /// The original contents of a copy.
    [[nodiscard]] const Reader& copy(Side side) const;
    /// The merged database.
    [[nodiscard]] const Reader& joined() const;
    /// Whether the merged records are exactly theirs.
    [[nodiscard]] bool is_theirs() const;
    /// The ids of the records in a table whose merged content is that side's only.
    [[nodiscard]] std::vector<std::int64_t> rows_of(Side side, const std::string& table) const;
    /// The newest of their entries that touched a record; 0 if none.
    [[nodiscard]] std::int64_t newest_of_theirs(const std::string& table, std::int64_t id) const;

    /// Has a dispute decided that the caller found.
    [[nodiscard]] Side decide(const Dispute& dispute);
    /// Replaces a record of `rows_of` with the other side's version, or reverts that. Then resolves
    /// what follows from it, which may call `decide`.
    void discard(const std::string& table, std::int64_t id);
    void reinstate(const std::string& table, std::int64_t id);
    /// Discards everything that one side's entries did, if they touched a record. For example, if a
    /// group's retirement is discarded, the terms that ended with it are restored.
    void discard_all(Side side, const std::string& table, std::int64_t id);

    /// Writes the result into ours in one transaction: the records, the entries it lacked, and, if
    /// anything had to be decided, an entry for `info` with what was discarded. Writes nothing if
    /// nothing is new. Throws a `StoreError` if another program wrote in the meantime.
    void write(Database& database, const ChangeInfo& info, std::int64_t history_id) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}    // namespace lmsection::store
