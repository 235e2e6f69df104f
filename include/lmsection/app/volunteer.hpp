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

/// What a command did to forms, and what it warns of.
struct VolunteerResult {
    std::vector<store::ListedVolunteer> volunteers;
    std::vector<std::string> warnings;
    bool changed = true;    ///< false: it was so already
};

/// A volunteer form as somebody filled it in.
struct VolunteerForm {
    TypedPerson person;
    std::string institution;    ///< recorded where the person has none yet
    Date submitted_on{};
    std::vector<std::string> choices;    ///< groups as typed, the first choice first
    std::string library_type;
    std::optional<int> experience;
    std::optional<bool> is_new;
    std::string comment;
};
/// Records a form (§2). A `RefusedError` where it is dated after today, or a form of the same
/// person and day waits already.
[[nodiscard]] VolunteerResult add_volunteer(Session& session, const VolunteerForm& form);

/// How to read a web form's export.
struct ImportOrder {
    std::string_view csv;
    std::string file_name;                         ///< for messages
    std::map<std::string, std::string> columns;    ///< by field (`import_fields`): its column
    bool ignore_extra = false;
};
struct ImportResult {
    VolunteerResult added;
    int known = 0;    ///< forms that were on record already
};
/// The fields of a form that `ImportOrder::columns` may name.
[[nodiscard]] const std::vector<std::string>& import_fields();
/// Records all forms of an export that are not on record, or none; every bad line is reported.
/// Reads what `volunteer list` writes as well.
[[nodiscard]] ImportResult import_volunteers(Session& session, const ImportOrder& order);

}    // namespace lmsection::app
