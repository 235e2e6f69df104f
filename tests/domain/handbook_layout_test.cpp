#include "lmsection/app/handbook_layout.hpp"

#include "handbooks.hpp"
#include "lmsection/app/handbook_toml.hpp"

#include "catch.hpp"

namespace lmsection::test {

TEST_CASE("the handbook that the build laid down is the one that its TOML says") {
    const Handbook read = app::read_handbook(app::built_in_handbook_text(), "handbook.toml");
    Handbook laid = app::built_in_handbook();
    laid.notes = app::built_in_notes();
    CHECK(laid == read);
    CHECK(app::built_in_edition() == read.edition);
}

TEST_CASE("a handbook comes out of its layout as it went in") {
    Handbook back = app::from_layout(app::laid_out(second()));
    back.notes = app::notes_from_layout(app::laid_out(second().notes));
    CHECK(back == second());
    CHECK_FALSE(app::from_layout(app::laid_out(second())) == built_in());
}

TEST_CASE("a layout that is cut short, or goes on, is told to be damaged") {
    const std::string layout = app::laid_out(second());
    for (std::size_t size = 0; size < layout.size(); size += 97) {
        CHECK_THROWS_AS(app::from_layout(std::string_view{layout}.substr(0, size)), StoreError);
    }
    CHECK_THROWS_AS(app::from_layout(layout + "0;"), StoreError);
}

}    // namespace lmsection::test
