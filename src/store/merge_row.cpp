#include "merge_row.hpp"

#include "lmsection/base/date.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/mention.hpp"
#include "lmsection/store/table_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace lmsection::store {

namespace {

/// Whether a column is computed from others, so that no one is asked about it.
bool follows(const std::string& table, std::size_t column) {
    return table_info(table)->columns[column].derived;
}

std::size_t column_of(const TableForm& form, std::string_view name) {
    return static_cast<std::size_t>(std::find(form.columns.begin(), form.columns.end(), name) -
                                    form.columns.begin());
}

/// The columns of a table except its key, grouped by what is decided together.
std::vector<std::vector<std::size_t>> bundled(const std::string& table) {
    std::map<int, std::vector<std::size_t>> bundles;
    std::vector<std::vector<std::size_t>> single;
    const auto columns = table_info(table)->columns;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].bundle != 0) {
            bundles[columns[column].bundle].push_back(column);
        } else if (!columns[column].in_key) {
            single.push_back({column});
        }
    }
    std::vector<std::vector<std::size_t>> all;
    for (auto& [number, bundle] : bundles) {
        all.push_back(std::move(bundle));
    }
    all.insert(all.end(), single.begin(), single.end());
    return all;
}

/// Whether two rows have the same values in these columns, ignoring computed ones.
bool alike(const std::string& table, const std::vector<std::size_t>& columns, const Row& left,
           const Row& right) {
    return std::all_of(columns.begin(), columns.end(), [&](std::size_t column) {
        return follows(table, column) || left[column] == right[column];
    });
}

bool says_nothing(const std::vector<std::size_t>& columns, const Row& row) {
    return std::all_of(columns.begin(), columns.end(),
                       [&](std::size_t column) { return is_empty(row[column]); });
}

/// Which of two values to keep for now, from either copy: the one that was typed last, or else one
/// without personal data. Returns true for the first.
bool is_first_for_now(const Row& first, std::int64_t first_typed, const Row& second,
                      std::int64_t second_typed, const std::vector<std::size_t>& columns) {
    if (first_typed != second_typed) {
        return first_typed > second_typed;
    }
    const auto rank = [&](const Row& row) {
        bool erased = false;
        std::vector<Value> values;
        for (const std::size_t column : columns) {
            const std::string text = text_of(row[column]).value_or("");
            erased = erased || text.find(erased_text) != std::string::npos ||
                     text.find(forgotten_name) != std::string::npos;
            values.push_back(row[column]);
        }
        return std::pair{erased, values};
    };
    return rank(first) > rank(second);
}

bool older(const Place& one, const Place& other) {
    return id_of(one) < id_of(other);
}

void copy_columns(Row& into, const Row& from, const std::vector<std::size_t>& columns) {
    for (const std::size_t column : columns) {
        into[column] = from[column];
    }
}

/// Whether these records have an address as a further one and as the main one of a person.
bool is_doubled(const Tables& tables, std::size_t further, std::size_t main, const Value& address) {
    const auto has = [&](const std::string& table, std::size_t column) {
        return contains(tables.at(table), address,
                        [&](const auto& entry) { return entry.second[column]; });
    };
    return has("addresses", further) && has("people", main);
}

}    // namespace

Joiner::Joiner(const Forms& forms, const Copy& ours, const Copy& theirs, const Decide& decide,
               Deciding deciding)
    : forms_(forms), ours_(ours), theirs_(theirs), decide_(decide), deciding_(deciding),
      joined_(ours.rows) {}

void Joiner::join() {
    join_rows();
    settle();
}

void Joiner::settle() {
    settle_references();
    settle_doubles();
    settle_addresses();
    follow_names();
}

const Row* Joiner::row(Side side, const Place& place) const {
    return row_at(copy(side).rows, place);
}

bool Joiner::is_of(Side side, const Place& place) const {
    const Row* own = row(side, place);
    const Row* others = row(other(side), place);
    const Row* now = row_at(joined_, place);
    const bool united = united_.contains(place);
    return own != nullptr && now != nullptr && !united &&
           (others == nullptr || (*now == *own && *own != *others));
}

std::optional<Row> Joiner::instead_of(Side side, const Place& place) const {
    const Row* others = row(other(side), place);
    return others == nullptr ? std::nullopt : std::optional{redirected(place.table, *others)};
}

void Joiner::change(const Place& place, const std::optional<Row>& row) {
    discarded_rows_.emplace(place, copy_at(joined_, place));
    set_row(joined_, place, row);
}

std::string Joiner::name(const std::string& table, const std::string& key) const {
    const std::string ours = name_of_row(ours_.database, table, key);
    return ours == key ? name_of_row(theirs_.database, table, key) : ours;
}

std::optional<std::string> Joiner::display_value(const TableForm& form, std::size_t column,
                                                 const std::optional<std::string>& text) const {
    const auto reference = form.references.find(form.columns[column]);
    return text && reference != form.references.end() ? name(reference->second, *text) : text;
}

Disputed Joiner::disputed(const Place& place, std::size_t column, const Value& ours,
                          const Value& theirs) const {
    const TableForm& form = forms_.at(place.table);
    const RecordEdits* touch = theirs_.touches.of(place);
    const auto before = base(place, column);
    return {touch == nullptr ? 0 : touch->newest,
            place.table,
            name(place.table, place.key),
            form.columns[column],
            display_value(form, column, text_of(ours)),
            display_value(form, column, text_of(theirs)),
            before ? display_value(form, column, before->text) : std::nullopt};
}

// Merging record by record.

void Joiner::join_rows() {
    for (const RowDifference& difference : differences(ours_.rows, theirs_.rows)) {
        join_row(difference);
    }
}

/// A change that no entry explains counts as made by both, unless one copy's entries were erased.
bool Joiner::touched(Side side, const Place& place) const {
    const bool explained = ours_.touches.of(place) != nullptr ||
                           theirs_.touches.of(place) != nullptr;
    if (explained) {
        return copy(side).touches.of(place) != nullptr;
    }
    return ours_.erased == theirs_.erased || copy(side).erased;
}

bool Joiner::touched(Side side, const Place& place, const Columns& columns) const {
    const RecordEdits* touch = copy(side).touches.of(place);
    return touch != nullptr &&
           (touch->whole || std::any_of(columns.begin(), columns.end(), [&](std::size_t column) {
                return touch->columns.contains(static_cast<int>(column));
            }));
}

std::optional<RecordEdits::Before> Joiner::base(const Place& place, std::size_t column) const {
    std::optional<RecordEdits::Before> first;
    for (const Copy* copy : {&ours_, &theirs_}) {
        const RecordEdits* touch = copy->touches.of(place);
        if (touch == nullptr) {
            continue;
        }
        const auto found = touch->before.find(static_cast<int>(column));
        if (found != touch->before.end() && (!first || found->second.entry < first->entry)) {
            first = found->second;
        }
    }
    return first;
}

bool Joiner::is_base(const Place& place, const Row& row, const Columns& columns) const {
    return std::all_of(columns.begin(), columns.end(), [&](std::size_t column) {
        const auto before = base(place, column);
        return before && before->text == text_of(row[column]);
    });
}

/// Whether `row`, of the other side, has what a side's edits to these columns began with.
bool Joiner::is_start(Side side, const Place& place, const Row& row, const Row& edited,
                      const Columns& columns) const {
    const RecordEdits* edits = copy(side).touches.of(place);
    return edits != nullptr && std::all_of(columns.begin(), columns.end(), [&](std::size_t column) {
               const auto before = edits->before.find(static_cast<int>(column));
               return before == edits->before.end() ? row[column] == edited[column]
                                                    : before->second.text == text_of(row[column]);
           });
}

void Joiner::join_row(const RowDifference& difference) {
    const Place& place = difference.place;
    const bool by_ours = touched(Side::ours, place);
    if (by_ours != touched(Side::theirs, place)) {
        const Row* standing = row(by_ours ? Side::ours : Side::theirs, place);
        set_row(joined_, place, standing == nullptr ? std::nullopt : std::optional{*standing});
    } else if (difference.before == nullptr || difference.after == nullptr) {
        join_presence(place, difference.before == nullptr ? Side::theirs : Side::ours);
    } else {
        join_fields(place, *difference.before, *difference.after);
    }
}

std::int64_t Joiner::newest_typed(Side side, const Place& place, const Columns& columns) const {
    const RecordEdits* touch = copy(side).touches.of(place);
    if (touch == nullptr) {
        return 0;
    }
    std::int64_t newest = touch->whole_by;
    for (const std::size_t column : columns) {
        const auto typed = touch->typed.find(static_cast<int>(column));
        newest = std::max(newest, typed == touch->typed.end() ? 0 : typed->second);
    }
    return newest;
}

Side Joiner::decided(Dispute dispute, Side for_now) const {
    for (Disputed& field : dispute) {
        field.for_now = for_now;
    }
    return decide_(dispute);
}

/// Chooses the side for columns that both changed. What `sync` wrote by itself yields to what
/// someone typed.
Side Joiner::choose(const Place& place, const Columns& columns, const Row& ours,
                    const Row& theirs) {
    // A side that kept the old value does not count, nor one whose value the other has replaced.
    const bool replaced = is_start(Side::theirs, place, ours, theirs, columns);
    if (replaced != is_start(Side::ours, place, theirs, ours, columns)) {
        return replaced ? Side::theirs : Side::ours;
    }
    const bool stayed = is_base(place, ours, columns);
    if (stayed != is_base(place, theirs, columns)) {
        return stayed ? Side::theirs : Side::ours;
    }
    const std::int64_t by_ours = newest_typed(Side::ours, place, columns);
    const std::int64_t by_theirs = newest_typed(Side::theirs, place, columns);
    const Side for_now = is_first_for_now(ours, by_ours, theirs, by_theirs, columns) ? Side::ours
                                                                                     : Side::theirs;
    const bool explained = touched(Side::ours, place, columns) ||
                           touched(Side::theirs, place, columns);
    if ((by_ours == 0) != (by_theirs == 0) || (explained && by_ours == 0)) {
        return for_now;
    }
    Dispute dispute;
    for (const std::size_t column : columns) {
        if (ours[column] != theirs[column] && !follows(place.table, column)) {
            dispute.push_back(disputed(place, column, ours[column], theirs[column]));
        }
    }
    const Side winner = decided(dispute, for_now);
    contested_.push_back(
        {place, columns, winner == Side::ours ? theirs : ours, std::max(by_ours, by_theirs)});
    return winner;
}

void Joiner::join_fields(const Place& place, const Row& ours, const Row& theirs) {
    Row joined = ours;
    Row loser = ours;
    for (const Columns& columns : bundled(place.table)) {
        const bool by_ours = touched(Side::ours, place, columns);
        if (by_ours != touched(Side::theirs, place, columns)) {
            copy_columns(joined, by_ours ? ours : theirs, columns);
            copy_columns(loser, joined, columns);
        } else if (alike(place.table, columns, ours, theirs)) {
            copy_columns(joined, std::max(ours, theirs), columns);
            copy_columns(loser, joined, columns);
        } else {
            const bool for_ours = choose(place, columns, ours, theirs) == Side::ours;
            copy_columns(joined, for_ours ? ours : theirs, columns);
            copy_columns(loser, for_ours ? theirs : ours, columns);
        }
    }
    set_row(joined_, place, joined);
    if (loser != joined) {
        discarded_rows_.emplace(place, loser);
    }
}

/// Merges a record that one side removed and the other changed.
void Joiner::join_presence(const Place& place, Side present) {
    const Row& held = *row(present, place);
    Dispute dispute;
    for (const Columns& columns : bundled(place.table)) {
        for (const std::size_t column : columns) {
            if (!follows(place.table, column) && !is_base(place, held, {column}) &&
                (copy(present).touches.of(place) == nullptr ||
                 newest_typed(present, place, {column}) != 0)) {
                dispute.push_back(disputed(place, column,
                                           present == Side::ours ? held[column] : Value{},
                                           present == Side::ours ? Value{} : held[column]));
            }
        }
    }
    const std::optional<Row> kept{held};
    Side winner = other(present);
    if (!dispute.empty()) {
        winner = decided(dispute, present);
        Columns all(held.size());
        std::iota(all.begin(), all.end(), 0);
        contested_.push_back({place,
                              {},
                              winner == present ? std::nullopt : kept,
                              std::max(newest_typed(Side::ours, place, all),
                                       newest_typed(Side::theirs, place, all))});
    }
    set_row(joined_, place, winner == present ? kept : std::nullopt);
    discarded_rows_.emplace(place, winner == present ? std::nullopt : kept);
}

// Broken references: one side removed what the other side's records refer to.

void Joiner::settle_references() {
    std::set<Place> seen;
    while (const auto lost = missing()) {
        settle_reference(*lost, !seen.insert(*lost).second);
    }
}

std::optional<Place> Joiner::missing() const {
    for (const auto& [table, rows] : joined_) {
        const TableForm& form = forms_.at(table);
        for (const auto& [column, target] : form.references) {
            const std::size_t at = column_of(form, column);
            for (const auto& [key, row] : rows) {
                const Place place{target, text_of(row[at]).value_or("")};
                if (!place.key.empty() && row_at(joined_, place) == nullptr) {
                    return place;
                }
            }
        }
    }
    return std::nullopt;
}

std::vector<Place> Joiner::referring_to(const Place& place) const {
    std::vector<Place> all;
    for (const auto& [table, rows] : joined_) {
        const TableForm& form = forms_.at(table);
        for (const auto& [column, target] : form.references) {
            const std::size_t at = column_of(form, column);
            for (const auto& [key, row] : rows) {
                if (target == place.table && text_of(row[at]) == place.key) {
                    all.push_back({table, key});
                }
            }
        }
    }
    return all;
}

/// `again`: it was restored once and has been replaced since.
void Joiner::settle_reference(const Place& lost, bool again) {
    const auto needing = referring_to(lost);
    const Side keeper = row(Side::ours, lost) != nullptr ? Side::ours : Side::theirs;
    const Row* kept = row(keeper, lost);
    const std::string reason = fmt::format("needed by {} ({})",
                                           name(needing.front().table, needing.front().key),
                                           needing.front().table);
    const RecordEdits* touch = theirs_.touches.of(keeper == Side::ours ? lost : needing.front());
    const std::optional<std::string> removed{"removed"};
    const Disputed row_needed{touch == nullptr ? 0 : touch->newest,
                              lost.table,
                              name(lost.table, lost.key),
                              "id",
                              keeper == Side::ours ? std::optional{reason} : removed,
                              keeper == Side::ours ? removed : std::optional{reason},
                              std::nullopt};
    if (!again && kept != nullptr && decided({row_needed}, keeper) == keeper) {
        contested_.push_back({lost, {}, std::nullopt, 0});
        change(lost, *kept);
        return;
    }
    for (const Place& place : needing) {
        const Row* instead = again ? nullptr : row(other(keeper), place);
        change(place, instead == nullptr ? std::nullopt : std::optional{*instead});
    }
}

// Duplicates: both sides recorded the same thing.

void Joiner::settle_doubles() {
    for (const TableInfo& table : all_tables()) {
        for (const NaturalKey& key : table.natural_keys) {
            if (!key.columns.front().empty()) {
                pair_up(table, key);
            }
        }
        if (table.name == "appointments" && deciding_ == Deciding::later) {
            separate_terms();
        }
    }
}

/// Merges records with the same natural key. If the key is not unique, only records from different
/// copies are the same thing.
void Joiner::pair_up(const TableInfo& table, const NaturalKey& natural) {
    const std::string name{table.name};
    std::map<Row, std::vector<Place>> by_key;
    for (const auto& [key, row] : joined_.at(name)) {
        Row shared;
        for (const std::string_view column : natural.columns) {
            if (!column.empty()) {
                shared.push_back(row[*table.column(column)]);
            }
        }
        if (!is_empty(shared.front())) {
            by_key[shared].push_back({name, key});
        }
    }
    for (auto& [shared, places] : by_key) {
        std::sort(places.begin(), places.end(), older);
        unite_pairs(std::move(places), natural.unique);
    }
}

void Joiner::unite_pairs(std::vector<Place> places, bool unique) {
    while (!places.empty()) {
        const Place low = places.front();
        places.erase(places.begin());
        auto high = places.begin();
        const auto same = [&](const Place& place) {
            return unique || (is_of(Side::ours, low) && is_of(Side::theirs, place)) ||
                   (is_of(Side::theirs, low) && is_of(Side::ours, place));
        };
        while ((high = std::find_if(places.begin(), places.end(), same)) != places.end()) {
            unite(low, *high);
            places.erase(high);
        }
    }
}

/// The side that `low` comes from when it is merged with `high`.
Side Joiner::side_of(const Place& low, const Place& high) const {
    const bool low_is_shared = row(Side::ours, low) != nullptr && row(Side::theirs, low) != nullptr;
    if (!low_is_shared) {
        return row(Side::ours, low) != nullptr ? Side::ours : Side::theirs;
    }
    const bool high_is_shared = row(Side::ours, high) != nullptr &&
                                row(Side::theirs, high) != nullptr;
    if (!high_is_shared) {
        return row(Side::ours, high) != nullptr ? Side::theirs : Side::ours;
    }
    const bool low_by_ours = touched(Side::ours, low);
    if (low_by_ours != touched(Side::theirs, low)) {
        return low_by_ours ? Side::ours : Side::theirs;
    }
    // The answer must be the same from the other copy's point of view.
    return std::pair{*row(Side::ours, low), *row(Side::ours, high)} <
                   std::pair{*row(Side::theirs, low), *row(Side::theirs, high)}
               ? Side::ours
               : Side::theirs;
}

/// Merges two records into one, which keeps the older id.
void Joiner::unite(const Place& low, const Place& high) {
    const Side side = side_of(low, high);
    const Row kept = *row_at(joined_, low);
    const Row gone = *row_at(joined_, high);
    Row joined = kept;
    for (const Columns& columns : bundled(low.table)) {
        if (alike(low.table, columns, kept, gone) || says_nothing(columns, gone)) {
            continue;
        }
        Dispute dispute;
        for (const std::size_t column : columns) {
            if (kept[column] != gone[column] && !follows(low.table, column)) {
                dispute.push_back(disputed(high, column,
                                           side == Side::ours ? kept[column] : gone[column],
                                           side == Side::ours ? gone[column] : kept[column]));
            }
        }
        if (says_nothing(columns, kept)) {
            copy_columns(joined, gone, columns);
            continue;
        }
        const auto typed = [&](const Place& place) {
            return std::max(newest_typed(Side::ours, place, columns),
                            newest_typed(Side::theirs, place, columns));
        };
        const bool low_for_now = is_first_for_now(kept, typed(low), gone, typed(high), columns);
        const bool keep = decided(dispute, low_for_now ? side : other(side)) == side;
        contested_.push_back({low, columns, keep ? gone : kept, std::max(typed(low), typed(high))});
        copy_columns(joined, keep ? kept : gone, columns);
    }
    change(low, joined);
    united_.insert(low);
    redirect(high, low);
    change(high, std::nullopt);
    stands_for_.emplace(high, low);
}

Row Joiner::redirected(const std::string& table, Row row) const {
    const TableForm& form = forms_.at(table);
    for (const auto& [column, target] : form.references) {
        Value& value = row[column_of(form, column)];
        auto found = stands_for_.find({target, text_of(value).value_or("")});
        for (; found != stands_for_.end(); found = stands_for_.find(found->second)) {
            value = id_of(found->second);
        }
    }
    return row;
}

/// Redirects references from one record to another.
void Joiner::redirect(const Place& from, const Place& to) {
    for (const Place& place : referring_to(from)) {
        const TableForm& form = forms_.at(place.table);
        Row row = *row_at(joined_, place);
        for (const auto& [column, target] : form.references) {
            const std::size_t at = column_of(form, column);
            if (target == from.table && text_of(row[at]) == from.key) {
                row[at] = id_of(to);
            }
        }
        move(place, {place.table, key_of(row, form)}, row);
    }
}

/// Puts a record where another may already exist; if they differ, `decide` is called.
void Joiner::move(const Place& from, const Place& to, const Row& row) {
    if (from.key == to.key) {
        change(from, row);
        return;
    }
    const Row* there = row_at(joined_, to);
    Side side = Side::ours;
    if (there != nullptr) {
        side = other(side_of(to, from));
    }
    Dispute dispute;
    for (std::size_t column = 0; there != nullptr && column < row.size(); ++column) {
        if (row[column] != (*there)[column]) {
            dispute.push_back(disputed(to, column,
                                       side == Side::ours ? row[column] : (*there)[column],
                                       side == Side::ours ? (*there)[column] : row[column]));
        }
    }
    change(from, std::nullopt);
    const auto for_now = [&] { return row > *there ? side : other(side); };
    if (there == nullptr || (!dispute.empty() && decided(dispute, for_now()) == side)) {
        change(to, row);
    }
}

// An address belongs to one person.

/// Removes further addresses that only the merge made the main address of a person, too. If someone
/// has to decide whether that person's record or main address stays, the decision is also about the
/// further address.
void Joiner::settle_addresses() {
    const std::size_t further = column_of(forms_.at("addresses"), "email_key");
    const std::size_t person = column_of(forms_.at("addresses"), "person_id");
    const std::size_t main = column_of(forms_.at("people"), "email_key");
    std::map<Value, Place> owners;
    for (const auto& [key, row] : joined_.at("people")) {
        if (!is_empty(row[main])) {
            owners.emplace(row[main], Place{"people", key});
        }
    }
    const auto addresses = joined_.at("addresses");
    for (const auto& [key, row] : addresses) {
        const auto owner = owners.find(row[further]);
        if (owner == owners.end() || is_doubled(ours_.rows, further, main, row[further]) ||
            is_doubled(theirs_.rows, further, main, row[further])) {
            continue;
        }
        const Place place{"addresses", key};
        if (Contested* contest = contest_over(owner->second, main)) {
            contest->along.emplace(place, row);
        } else if (text_of(row[person]) != owner->second.key) {
            given_up_addresses_.emplace(place, row);
        }
        change(place, std::nullopt);
    }
}

/// The last conflict about a column of a record, or the record as a whole; null if there is none.
Contested* Joiner::contest_over(const Place& place, std::size_t column) {
    const auto found = std::find_if(contested_.rbegin(), contested_.rend(), [&](const auto& one) {
        return one.place == place && (one.columns.empty() || contains(one.columns, column));
    });
    return found == contested_.rend() ? nullptr : &*found;
}

// Overlapping terms of one person in a group, which no single copy has and no command accepts.
// Where the user decides conflicts during the merge, the rules of groups report these terms
// instead.

void Joiner::separate_terms() {
    const TableForm& form = forms_.at("appointments");
    const std::size_t person = column_of(form, "person_id");
    const std::size_t group = column_of(form, "group_id");
    const std::size_t start = column_of(form, "start_on");
    for (bool changed = true; changed;) {
        changed = false;
        std::map<Row, std::vector<std::pair<Row, Place>>> services;
        for (const auto& [key, row] : joined_.at("appointments")) {
            const Place place{"appointments", key};
            services[{row[person], row[group]}].emplace_back(Row{row[start], id_of(place)}, place);
        }
        for (auto& [service, terms] : services) {
            std::sort(terms.begin(), terms.end(),
                      [](const auto& one, const auto& other) { return one.first < other.first; });
            for (std::size_t next = 1; next < terms.size() && !changed; ++next) {
                changed = separate(terms[next - 1].second, terms[next].second);
            }
        }
    }
}

/// Ends a term before the person's next one in the group begins; two that begin on the same day are
/// the same term. Returns false if they do not overlap.
bool Joiner::separate(const Place& earlier, const Place& later) {
    const TableForm& form = forms_.at(earlier.table);
    const std::size_t start = column_of(form, "start_on");
    const std::size_t end = column_of(form, "end_on");
    const Row& next = *row_at(joined_, later);
    Row ended = *row_at(joined_, earlier);
    const auto next_start = text_of(next[start]).value_or("");
    if (text_of(ended[end]).value_or("") < next_start) {
        return false;
    }
    if (ended[start] == next[start]) {
        unite(earlier, later);
        return true;
    }
    const auto day = parse_iso_date(next_start);
    if (!day) {
        return false;
    }
    ended[end] = iso(plus_days(*day, -1));
    std::int64_t newest = 0;
    for (const Side side : {Side::ours, Side::theirs}) {
        for (const Place& place : {earlier, later}) {
            newest = std::max(newest, newest_typed(side, place, {start, end}));
        }
    }
    contested_.push_back({earlier, {end}, *row_at(joined_, earlier), newest});
    change(earlier, ended);
    return true;
}

/// Updates the sort keys of appointments after names changed.
void Joiner::follow_names() {
    const TableForm& form = forms_.at("appointments");
    const std::size_t person = column_of(form, "person_id");
    const std::size_t sort_key = column_of(form, "sort_key");
    const std::size_t name_key = column_of(forms_.at("people"), "name_key");
    const auto appointments = joined_.at("appointments");
    for (const auto& [key, row] : appointments) {
        const Row* named = row_at(joined_, {"people", text_of(row[person]).value_or("")});
        if (named != nullptr && (*named)[name_key] != row[sort_key]) {
            Row renamed = row;
            renamed[sort_key] = (*named)[name_key];
            change({"appointments", key}, renamed);
        }
    }
}

}    // namespace lmsection::store
