#pragma once

#include "lmsection/store/database.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/transaction.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// The two copies of a section that become one.
enum class Side { ours, theirs };
[[nodiscard]] constexpr Side other(Side side) {
    return side == Side::ours ? Side::theirs : Side::ours;
}
[[nodiscard]] std::string_view word(Side side);

/// A field that both copies changed, each to something else. References are told by name.
struct Disputed {
    std::int64_t entry = 0;    ///< the newest of their entries that touched it; 0: none did
    std::string table;
    std::string record;    ///< as people know it
    std::string field;
    std::optional<std::string> ours;
    std::optional<std::string> theirs;
    std::optional<std::string> base;    ///< what it was before, where that is known
};
/// Fields that are decided together.
using Dispute = std::vector<Disputed>;
/// Whose values a dispute leaves standing.
using Decide = std::function<Side(const Dispute&)>;

/// What was decided, and for whom.
struct Decision {
    Dispute dispute;
    Side winner = Side::ours;
};

/// Two copies of one section, joined record by record. Whoever merges which into which, with the
/// same decisions the outcome is the same.
class Merge {
public:
    /// Reads both files and joins them in memory; neither is written. `examine` checks the records
    /// of each first, and throws where they may not be merged. `decide` is asked about every
    /// dispute. A `RefusedError` where the files are not copies of one section, or where a person
    /// was forgotten in one only.
    Merge(const std::filesystem::path& ours, const std::filesystem::path& theirs,
          const std::function<void(const Database&)>& examine, Decide decide);
    Merge(const Merge&) = delete;
    Merge& operator=(const Merge&) = delete;
    ~Merge();

    /// The entries that ours lacks, oldest first.
    [[nodiscard]] const std::vector<Entry>& coming() const;
    [[nodiscard]] const std::vector<Decision>& decisions() const;
    /// Names that people bear of whom each copy has recorded one: perhaps the same human.
    [[nodiscard]] std::vector<std::string> namesakes() const;

    /// A copy as it was.
    [[nodiscard]] const Database& copy(Side side) const;
    /// Both, joined.
    [[nodiscard]] const Database& joined() const;
    /// The records of a table that stand as that side alone has them, by number.
    [[nodiscard]] std::vector<std::int64_t> rows_of(Side side, const std::string& table) const;
    /// The newest of their entries that touched a record; 0 where none did.
    [[nodiscard]] std::int64_t newest_of_theirs(const std::string& table, std::int64_t id) const;

    /// Decides a dispute that the caller found.
    [[nodiscard]] Side decide(const Dispute& dispute);
    /// Lets a record of `rows_of` give way to what the other side has in its place, or takes that
    /// back; what follows from it is settled, which may ask again.
    void give_way(const std::string& table, std::int64_t id);
    void stand_again(const std::string& table, std::int64_t id);
    /// Lets all give way that one side's entries did which touched a record: of a group that is
    /// retired no longer, the terms that were ended with it stand again.
    void give_way_whole(Side side, const std::string& table, std::int64_t id);

    /// Writes what was joined into ours, as one transaction: the records, the entries that it
    /// lacked as they are, and, where something had to be decided, an entry of `deed` that holds
    /// what gave way. Where nothing is new, nothing is written. A `StoreError` where somebody else
    /// wrote in the meantime.
    void write(const Database& database, const Deed& deed, std::int64_t history_id) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}    // namespace lmsection::store
