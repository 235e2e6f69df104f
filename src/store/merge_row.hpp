#pragma once

#include "edit_index.hpp"
#include "lmsection/store/merge.hpp"
#include "lmsection/store/table_info.hpp"
#include "table_row.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace lmsection::store {

/// One of two copies: its file, its records, and the edits by entries that only it has.
struct Copy {
    Database database;
    Tables rows;
    EditIndex touches;
    bool erased =
        false;    ///< whether one of these entries is erased, so that its edits are unknown
};

/// A conflict that was decided: what was dropped for what is kept.
struct Contested {
    Place place;
    std::vector<std::size_t> columns;    ///< empty: the record as a whole
    std::optional<Row> dropped;
    std::int64_t newest = 0;    ///< the newest entry that someone typed about it; 0 if unknown
    /// Other records that gave way to what is kept, and come back with what is dropped.
    std::map<Place, Row> along = {};
};

/// Merges the records of two copies in memory.
class Joiner {
public:
    /// All references must outlive the object.
    Joiner(const Forms& forms, const Copy& ours, const Copy& theirs, const Decide& decide,
           Deciding deciding);

    /// Merges record by record, then calls `settle`.
    void join();
    /// Repairs what breaks only in combination: broken references, duplicates, and the order of
    /// rosters.
    void settle();
    [[nodiscard]] const Tables& joined() const { return joined_; }
    /// The records that gave way or were put right, with what was there before that; nothing where
    /// none did.
    [[nodiscard]] const std::map<Place, std::optional<Row>>& discarded_rows() const {
        return discarded_rows_;
    }
    [[nodiscard]] const std::vector<Contested>& contested() const { return contested_; }
    /// Further addresses, as they were, that gave way to someone else's main one without a
    /// question.
    [[nodiscard]] const std::map<Place, Row>& given_up_addresses() const {
        return given_up_addresses_;
    }
    /// Whether a record's content is only that side's.
    [[nodiscard]] bool is_of(Side side, const Place& place) const;
    /// The other side's record with that key, with its references updated; nothing if it has none.
    [[nodiscard]] std::optional<Row> instead_of(Side side, const Place& place) const;
    /// Replaces a record, remembering its previous content.
    void change(const Place& place, const std::optional<Row>& row);
    [[nodiscard]] const Row* row(Side side, const Place& place) const;

private:
    using Columns = std::vector<std::size_t>;

    /// The record with its references updated to merged records.
    [[nodiscard]] Row redirected(const std::string& table, Row row) const;
    void join_rows();
    void join_row(const RowDifference& difference);
    void join_fields(const Place& place, const Row& ours, const Row& theirs);
    void join_presence(const Place& place, Side present);
    [[nodiscard]] bool touched(Side side, const Place& place) const;
    [[nodiscard]] bool touched(Side side, const Place& place, const Columns& columns) const;
    /// The common ancestor's value in a column; nothing if unknown.
    [[nodiscard]] std::optional<RecordEdits::Before> base(const Place& place,
                                                          std::size_t column) const;
    [[nodiscard]] bool is_base(const Place& place, const Row& row, const Columns& columns) const;
    [[nodiscard]] bool is_start(Side side, const Place& place, const Row& row, const Row& edited,
                                const Columns& columns) const;
    [[nodiscard]] Side choose(const Place& place, const Columns& columns, const Row& ours,
                              const Row& theirs);
    /// The newest entry of a side that someone typed and that touched these columns; 0 if none.
    [[nodiscard]] std::int64_t newest_typed(Side side, const Place& place,
                                            const Columns& columns) const;
    /// Has a conflict decided.
    [[nodiscard]] Side decided(Dispute dispute, Side for_now) const;

    void settle_references();
    [[nodiscard]] std::optional<Place> missing() const;
    [[nodiscard]] std::vector<Place> referring_to(const Place& place) const;
    void settle_reference(const Place& lost, bool again);

    void settle_doubles();
    void pair_up(const TableInfo& table, const NaturalKey& natural);
    void unite_pairs(std::vector<Place> places, bool unique);
    [[nodiscard]] Side side_of(const Place& low, const Place& high) const;
    void unite(const Place& low, const Place& high);
    void redirect(const Place& from, const Place& to);
    void move(const Place& from, const Place& to, const Row& row);

    void settle_addresses();
    [[nodiscard]] Contested* contest_over(const Place& place, std::size_t column);

    void separate_terms();
    bool separate(const Place& earlier, const Place& later);
    void follow_names();

    [[nodiscard]] const Copy& copy(Side side) const { return side == Side::ours ? ours_ : theirs_; }
    [[nodiscard]] Disputed disputed(const Place& place, std::size_t column, const Value& ours,
                                    const Value& theirs) const;
    [[nodiscard]] std::optional<std::string>
    display_value(const TableForm& form, std::size_t column,
                  const std::optional<std::string>& text) const;
    [[nodiscard]] std::string name(const std::string& table, const std::string& key) const;

    const Forms& forms_;
    const Copy& ours_;
    const Copy& theirs_;
    const Decide& decide_;
    Deciding deciding_;
    Tables joined_;
    std::map<Place, std::optional<Row>> discarded_rows_;
    std::vector<Contested> contested_;
    std::map<Place, Row> given_up_addresses_;
    std::set<Place> united_;               ///< records merged from one of each copy
    std::map<Place, Place> stands_for_;    ///< a removed record, and the one that replaced it
};

}    // namespace lmsection::store
