#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

// Whether people whose terms end serve on: their answers, kept with the term.

/// A term with its answer, and the answer before if there was another one.
struct Replied {
    Appointed term;
    Reply before = Reply::none;
    std::optional<Date> before_on = {};
    bool known = false;    ///< the same answer was on record already
};

/// Records the answer of a person for the term that they serve in a group today, or else for their
/// next one. `group` may be empty if there is only one. Does nothing if the term has that answer.
[[nodiscard]] Replied record_reply(WritingSession& session, std::string_view person,
                                   std::string_view group, Reply reply, Date on);

/// What the user says about a file of answers.
struct ReplyFile {
    std::string_view bytes;
    std::string name;                        ///< for messages
    std::vector<std::string> map = {};       ///< "FIELD=COLUMN"
    std::vector<std::string> ignore = {};    ///< columns to leave out
    std::string sheet = {};                  ///< read only this sheet
};
struct ReplyFileResult {
    std::vector<Replied> replies;
    std::size_t unanswered = 0;          ///< rows without an answer
    std::vector<std::string> columns;    ///< how each column is read, where that is not obvious
    std::vector<std::string> notes;      ///< what was skipped, as sentences
};
/// Records the answers in a spreadsheet with columns for the person, the group and the answer, such
/// as `roster --ending` writes; rows without an answer are skipped. Throws a `RefusedError` with
/// the fault of every bad row, and records nothing.
[[nodiscard]] ReplyFileResult record_replies_from(WritingSession& session, const ReplyFile& file,
                                                  Date on);

}    // namespace lmsection::app
