#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/base/template.hpp"

#include <span>
#include <string>
#include <string_view>

namespace lmsection::app {

/// A kind of letter, with the fields that its template may use besides `common_letter_fields`. A
/// new kind needs its row in `letter_kinds` (app/letter_template.cpp), and data/letters/ID.txt.
struct LetterKind {
    std::string_view id;         ///< "welcome"
    std::string_view summary;    ///< "To a new appointee"
    std::string_view fields;     ///< see `TemplateFields::parse`
};
[[nodiscard]] std::span<const LetterKind> letter_kinds();
/// The kind with that id. Throws a `UsageError` that lists them.
[[nodiscard]] const LetterKind& letter_kind(std::string_view id);
/// Every field that a template of this kind may use.
[[nodiscard]] TemplateFields letter_fields(const LetterKind& kind);
/// The fields of every kind: `greeting` ("Dear Maria and Tom,"), `names` ("Maria and Tom"),
/// `section`, `team` (the Leadership Team's name), `signers` ("Ana Diaz and Bo Chen", who lead it),
/// `team_leaders` (the same, but absent if the letter is to one of them: whom to ask), `today`
/// ("December 1, 2026"), `year` ("2026-27").
inline constexpr std::string_view common_letter_fields =
    "greeting names section team signers team_leaders today year";

/// A template as the section uses it.
struct LetterTemplate {
    std::string text;
    bool is_own = false;    ///< the section's own, not the built-in one
};
[[nodiscard]] LetterTemplate template_of(const Session& session, const LetterKind& kind);
[[nodiscard]] std::string_view built_in_template(std::string_view kind);
/// Saves the section's own template; returns whether that changed anything. Throws a `RefusedError`
/// if it has a fault.
bool set_template(WritingSession& session, const LetterKind& kind, std::string_view text,
                  const std::string& file_name);
/// Returns to the built-in template; returns whether there was one of the section's own.
bool reset_template(WritingSession& session, const LetterKind& kind);

}    // namespace lmsection::app
