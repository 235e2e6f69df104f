#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// A difference between the roster and a list that was shown before. Comparisons of the same kind
/// of list keep theirs under a name.
struct ListAnswer {
    std::int64_t id = 0;
    std::string entry;         ///< who, and in which group
    std::string difference;    ///< what is different
    std::optional<PersonId> person;
    Date seen_on;    ///< when it was shown first
};

/// The answers kept under a name, oldest first.
[[nodiscard]] std::vector<ListAnswer> list_answers(const Reader& database, const std::string& list);
/// Keeps an answer; the caller chooses the id.
void insert_list_answer(Writer& database, const std::string& list, const ListAnswer& answer);
void delete_list_answer(Writer& database, std::int64_t id);

}    // namespace lmsection::store
