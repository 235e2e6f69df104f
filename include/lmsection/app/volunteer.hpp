#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/store/volunteer.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The forms a command added or changed, and its warnings.
struct VolunteerResult {
    std::vector<store::ListedVolunteer> volunteers;
    std::vector<std::string> warnings;
    bool changed = true;    ///< false: no change was needed
};

/// A volunteer form as filled in.
struct VolunteerForm {
    TypedPerson person;
    std::string institution;    ///< recorded if the person has none yet
    Date submitted_on{};
    std::vector<std::string> choices;    ///< groups as typed, first choice first
    std::string library_type;
    std::optional<int> experience;
    std::optional<bool> is_new;
    std::string comment;
};
/// Records a form (§2). Throws a `RefusedError` if it is dated after today, or if a form from the
/// same person and day is already waiting.
[[nodiscard]] VolunteerResult add_volunteer(WritingSession& session, const VolunteerForm& form);

/// How to read a web form's export.
struct ImportOrder {
    std::string_view csv;
    std::string file_name;                         ///< for messages
    std::map<std::string, std::string> columns;    ///< from field (see `import_fields`) to column
    bool ignore_extra = false;
};
struct ImportResult {
    VolunteerResult added;
    int known = 0;    ///< forms that were already on record
};
/// The fields of a form that `ImportOrder::columns` may name.
[[nodiscard]] const std::vector<std::string>& import_fields();
/// Records all new forms of an export, or none; reports every bad line. Also reads what `volunteer
/// list` writes.
[[nodiscard]] ImportResult import_volunteers(WritingSession& session, const ImportOrder& order);

}    // namespace lmsection::app
