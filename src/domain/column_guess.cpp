#include "lmsection/domain/column_guess.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace lmsection {

namespace {

// Points for how well a column fits a field. A header that is a synonym always wins over one that
// contains some.
constexpr int for_whole_header = 1000;
constexpr int for_header_not_used = 970;
constexpr int for_part_of_header = 100;
constexpr int for_each_letter = 1;
constexpr int for_content = 20;
constexpr int against_content = -60;
constexpr int for_content_only = 20;
constexpr int for_content_under_header = 10;
constexpr int least_points = 10;

constexpr std::size_t longest_header = 80;

/// Whether `text` contains `phrase` as whole words.
bool has_phrase(std::string_view text, std::string_view phrase) {
    for (auto at = text.find(phrase); at != std::string_view::npos;
         at = text.find(phrase, at + 1)) {
        const bool begins = at == 0 || text[at - 1] == ' ';
        const auto end = at + phrase.size();
        if (begins && (end == text.size() || text[end] == ' ')) {
            return true;
        }
    }
    return false;
}

bool is_name_of(const ListField& field, const std::string& key) {
    return !field.name.empty() && header_key(field.name) == key;
}

bool is_synonym_of(const ListField& field, const std::string& key) {
    return std::ranges::count(field.synonyms, key) > 0 ||
           std::ranges::count(field.whole_synonyms, key) > 0;
}

/// Whether a header is about something else than the field, as "supervisor email" is.
bool is_of_others(const std::string& key, const ListField& field) {
    return !is_synonym_of(field, key) &&
           std::ranges::any_of(field.other_words,
                               [&](const std::string& word) { return has_phrase(key, word); });
}

/// Points for a header only.
int points_of_header(const std::string& key, const ListField& field) {
    if (key.empty() || is_of_others(key, field)) {
        return 0;
    }
    if (is_synonym_of(field, key) || is_name_of(field, key)) {
        return field.name.empty() ? for_header_not_used : for_whole_header;
    }
    std::size_t longest = 0;
    for (const std::string& synonym : field.synonyms) {
        if (synonym.size() > longest && has_phrase(key, synonym)) {
            longest = synonym.size();
        }
    }
    return longest == 0 ? 0 : for_part_of_header + for_each_letter * static_cast<int>(longest);
}

struct Candidate {
    std::size_t column = 0;
    std::size_t field = 0;
    int points = 0;
    bool by_header = false;
};

Candidate candidate_for(std::size_t column, std::size_t field_index, const std::string& key,
                        const std::vector<std::string>& cells, const ListField& field) {
    Candidate candidate{column, field_index, points_of_header(key, field), false};
    candidate.by_header = candidate.points > 0;
    if (!field.fits || header_key(field.name) == key || is_of_others(key, field)) {
        return candidate;
    }
    if (!candidate.by_header && !(field.by_content && (key.empty() || field.under_any_header))) {
        return candidate;    // a header of other words means something else
    }
    constexpr std::size_t enough = 200;
    std::size_t all = 0;    // cells that are not empty
    std::size_t fitting = 0;
    for (const std::string& cell : cells) {
        if (!cell.empty() && all < enough) {
            ++all;
            fitting += field.fits(cell) ? 1U : 0U;
        }
    }
    const bool mostly = all > 0 && fitting * 10 >= all * 6;
    const bool hardly = all > 0 && fitting * 10 < all * 2;
    if (candidate.by_header) {
        const bool is_weak = std::ranges::count(field.whole_synonyms, key) > 0 &&
                             header_key(field.name) != key;
        candidate.points += mostly ? for_content : hardly ? against_content : 0;
        candidate.points = hardly && is_weak ? 0 : candidate.points;
    } else if (mostly) {
        candidate.points = key.empty() ? for_content_only : for_content_under_header;
    }
    return candidate;
}

/// Whether a cell is a value that needs no header to be recognized, such as the name of a group.
bool is_value(const std::string& cell, std::span<const ListField> fields) {
    return std::ranges::any_of(fields, [&](const ListField& field) {
        return field.by_content && field.is_telling && field.fits && field.fits(cell);
    });
}

/// How many cells can only be headers, not values.
std::ptrdiff_t certain_headers(std::span<const std::string> row,
                               std::span<const ListField> fields) {
    return std::ranges::count_if(row, [&](const std::string& cell) {
        return std::ranges::any_of(fields, [&, key = header_key(cell)](const ListField& field) {
            return std::ranges::count(field.synonyms, key) > 0 || is_name_of(field, key);
        });
    });
}

}    // namespace

std::string header_key(std::string_view header) {
    return fmt::format("{}", fmt::join(words_in(folded(only_utf8(header)), U"#"), " "));
}

std::size_t header_score(std::span<const std::string> row, std::span<const ListField> fields) {
    std::set<std::size_t> found;
    std::vector<const std::string*> others;    // cells that are no header by themselves
    for (const std::string& cell : row) {
        const std::string key = header_key(cell);
        if (cell.find('@') != std::string::npos) {
            return 0;
        }
        if (key.empty() || length_of(cell) > longest_header) {
            continue;
        }
        int most = 0;
        std::size_t best = 0;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (const int points = points_of_header(key, fields[i]); points > most) {
                most = points;
                best = i;
            }
        }
        if (most > 0) {
            found.insert(best);
        }
        if (most < for_header_not_used) {
            others.push_back(&cell);
        }
    }
    const auto has_group = [&](const std::string* cell) { return is_value(*cell, fields); };
    if (others.size() > 1 && std::ranges::all_of(others, has_group)) {
        return others.size() + found.size();    // groups above people or roles
    }
    const bool has_value = found.size() > 1 && std::ranges::any_of(others, has_group) &&
                           certain_headers(row, fields) < 2;
    return has_value ? 0 : found.size();
}

bool is_header(std::string_view cell, std::span<const ListField> fields) {
    const std::string key = header_key(cell);
    return std::ranges::any_of(fields, [&](const ListField& field) {
        return points_of_header(key, field) == for_whole_header;
    });
}

std::vector<ColumnReading> guess_columns(std::span<const std::string> headers,
                                         std::span<const std::vector<std::string>> cells,
                                         std::span<const ListField> fields,
                                         std::span<const ColumnChoice> choices) {
    std::vector<ColumnReading> readings;
    std::set<std::size_t> taken;
    std::vector<bool> decided;
    for (const std::string& header : headers) {
        const auto choice = std::ranges::find_if(
            choices, [key = header_key(header), at = readings.size()](const ColumnChoice& one) {
                return one.column ? *one.column == at : one.header == key;
            });
        decided.push_back(choice != choices.end());
        readings.push_back({header, std::nullopt, ColumnReason::not_used});
        if (choice != choices.end()) {
            readings.back() = {header, choice->field, choice->reason};
            if (choice->field) {
                taken.insert(*choice->field);
            }
        }
    }
    std::vector<Candidate> candidates;
    for (std::size_t column = 0; column < headers.size(); ++column) {
        const std::string key = header_key(headers[column]);
        const bool is_named = std::ranges::any_of(fields, [&](const ListField& field) {
            return points_of_header(key, field) >= for_header_not_used;
        });
        for (std::size_t field = 0; !decided[column] && field < fields.size(); ++field) {
            if (is_named && points_of_header(key, fields[field]) == 0) {
                continue;    // content says no more than the header
            }
            const auto one = candidate_for(column, field, key, cells[column], fields[field]);
            if (one.points >= least_points) {
                candidates.push_back(one);
            }
        }
    }
    std::ranges::stable_sort(candidates, std::greater{}, &Candidate::points);
    for (const Candidate& one : candidates) {
        const bool may_repeat = fields[one.field].repeats && one.points > for_content_under_header;
        const bool free = may_repeat || fields[one.field].name.empty() ||
                          !taken.contains(one.field);
        if (decided[one.column] || !free) {
            continue;
        }
        decided[one.column] = true;
        if (!fields[one.field].name.empty()) {
            taken.insert(one.field);
            readings[one.column].field = one.field;
            readings[one.column].reason = one.by_header ? ColumnReason::named
                                                        : ColumnReason::content;
        }
    }
    return readings;
}

}    // namespace lmsection
