#pragma once

#include "lmsection/domain/column_guess.hpp"
#include "lmsection/domain/form_choice.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The fields of a volunteer form, in the order of `form_fields`.
enum class FormField {
    submitted,
    started,
    email,
    name,
    first_name,
    last_name,
    institution,
    library_type,
    experience,
    is_new,
    comment,
    choices,
    first_choice,    ///< the first of `ranked_choices` fields
    finished = first_choice + 9,
    progress,
    status,
    not_used,
    // Only in what `volunteer list` writes.
    id,
    state,
    group,
    reviewer,
    experience_text,
    answers,
    replaced_by,
};
inline constexpr int ranked_choices = 9;

/// The fields with their synonyms, for finding the columns of a form. `groups` recognizes choices;
/// it must outlive the result.
[[nodiscard]] std::vector<ListField> form_fields(const FormChoiceReader& groups);

/// The field of a column that `volunteer list` writes; nothing if it writes no such column.
[[nodiscard]] std::optional<FormField> listed_field(std::string_view header);

/// Whether a question asks for what is never stored: gender, race, age and the like.
[[nodiscard]] bool asks_demographics(const std::string& header);
/// Whether a column has the internet address of the person who sent the form, which is never
/// stored.
[[nodiscard]] bool is_network_address(const std::string& header);
/// Whether a column is of the form service itself, not an answer.
[[nodiscard]] bool is_of_service(const std::string& header);

}    // namespace lmsection::app
