#include "lmsection/domain/checklist.hpp"

using namespace lmsection;

void file_under(const Slug&);
void send_to(const EmailAddress&);

void use(const Slug& slug, const EmailAddress& email, const std::string& text) {
    file_under(slug);
    send_to(email);
    static_cast<void>(slug == slug);
    static_cast<void>(slug.text() == text);
    static_cast<void>(Slug::parse(text).ok());
#if NONSENSE == 1
    file_under("middle-managers");    // nonsense: who says that it is a slug?
#endif
#if NONSENSE == 2
    file_under(text);    // nonsense
#endif
#if NONSENSE == 3
    const Slug made{text};    // nonsense: only `parse` makes one
#endif
#if NONSENSE == 4
    const Slug none;    // nonsense: no slug is empty
#endif
#if NONSENSE == 5
    static_cast<void>(slug == "middle-managers");    // nonsense
#endif
#if NONSENSE == 6
    send_to("ana@lib.example");    // nonsense: who says that mail gets there?
#endif
#if NONSENSE == 7
    const EmailAddress made{text};    // nonsense: only `parse` makes one
#endif
#if NONSENSE == 8
    static_cast<void>(email == text);    // nonsense: two spellings may be one address
#endif
#if NONSENSE == 9
    send_to(slug);    // nonsense
#endif
#if NONSENSE == 10
    file_under(Slug::parse(text));    // nonsense: it may be the fault
#endif
#if NONSENSE == 11
    const Group group{};    // nonsense: no group without a slug
#endif
#if NONSENSE == 12
    const ChecklistMark mark{};    // nonsense: of what item?
#endif
}
