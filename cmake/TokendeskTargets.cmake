# SPDX-License-Identifier: Apache-2.0
# How every target of the project is built: one set of strict flags, one function per kind of target.

include_guard(GLOBAL)

option(TOKENDESK_MOLD "Link with mold where it is installed" ON)
find_program(MOLD_LINKER mold)
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# Resources in the first format know nothing of the time at which their files were written: the same files, the same bytes.
set(CMAKE_AUTORCC_OPTIONS --format-version 1)

add_library(console_strict INTERFACE)
target_compile_options(console_strict INTERFACE
    $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wnon-virtual-dtor
        -Woverloaded-virtual -Wimplicit-fallthrough -Wundef>
    $<$<CXX_COMPILER_ID:MSVC>:/W4 /WX /permissive->)
target_compile_definitions(console_strict INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_CONTEXTLESS_CONNECT QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 TOKENDESK_VERSION="${PROJECT_VERSION}")
target_include_directories(console_strict INTERFACE ${PROJECT_SOURCE_DIR})
if(TOKENDESK_MOLD AND MOLD_LINKER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(console_strict INTERFACE -fuse-ld=mold)
endif()
if(UNIX AND NOT APPLE)
    target_compile_options(console_strict INTERFACE -fstack-protector-strong -fstack-clash-protection)
    if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
        target_compile_options(console_strict INTERFACE -fcf-protection)
    endif()
    target_link_options(console_strict INTERFACE -Wl,-z,relro,-z,now)
endif()
if(TOKENDESK_SANITIZE)
    target_link_options(console_strict INTERFACE -fsanitize=address,undefined)
endif()

# Qt's own checks (indices, null pointers), which its headers leave out of all but debug builds.
set(checked_qt QT_FORCE_ASSERTS)

# tokendesk_product(TARGET): what users run. Only this is optimised, or watched by the sanitizers. Tests are compiled alike in
# every build, so that a compiler cache has them already (what they do to the heap is watched all the same).
function(tokendesk_product target)
    if(TOKENDESK_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all
            -fno-omit-frame-pointer)
    endif()
    if(NOT TOKENDESK_OPTIMIZE)
        target_compile_definitions(${target} PRIVATE ${checked_qt})
    elseif(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
        # Without the prefix map, a program would hold the path of its build.
        target_compile_options(${target} PRIVATE -O2 -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
        target_compile_definitions(${target} PRIVATE NDEBUG)
        if(UNIX AND NOT APPLE)
            target_compile_options(${target} PRIVATE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
        endif()
    endif()
endfunction()

# tokendesk_library(NAME SOURCES file... LINKS target...): one folder of app or ui as a static library `td_NAME`.
function(tokendesk_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(td_${name} STATIC ${ARG_SOURCES})
    # Most of a source's compile time are Qt's headers: sources of a folder that share them build three times as fast.
    set_target_properties(td_${name} PROPERTIES UNITY_BUILD ${TOKENDESK_UNITY} UNITY_BUILD_BATCH_SIZE 10
        QT_TESTCASE_BUILDDIR .)
    target_link_libraries(td_${name} PUBLIC console_strict ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/tests/")
        target_compile_definitions(td_${name} PRIVATE ${checked_qt})
    else()
        tokendesk_product(td_${name})
    endif()
endfunction()

# tokendesk_test(NAME LINKS target...): tst_NAME.cpp as one test executable, run offscreen with a home of its own.
function(tokendesk_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(tst_${name} tst_${name}.cpp ${ARG_SOURCES})
    target_link_libraries(tst_${name} PRIVATE console_strict Qt6::Test ${ARG_LINKS})
    target_compile_definitions(tst_${name} PRIVATE ${checked_qt})
    # A path in the command line keeps a compiler cache from serving other folders: only where it is used.
    set_target_properties(tst_${name} PROPERTIES QT_TESTCASE_BUILDDIR .)
    foreach(source tst_${name}.cpp ${ARG_SOURCES})
        file(STRINGS ${source} uses_test_data REGEX TEST_DATA_DIR LIMIT_COUNT 1)
        if(uses_test_data)
            set_source_files_properties(${source} PROPERTIES
                COMPILE_DEFINITIONS TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data")
        endif()
    endforeach()
    add_test(NAME ${name} COMMAND tst_${name})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    # These hold providers and journals that never answer: what waits for them is left on purpose when the test ends.
    # In confineddecoder LeakSanitizer itself crashes. OpenSSL frees what a thread of the pool had a moment after Qt takes it
    # for ended, so LeakSanitizer may come between in publicdownload and receiverreading.
    set(detect_leaks 1)
    if(name MATCHES "^(desk|recordedoperations|tokenoperations|tokenactions|statechanges|actiondialog|answerparts|tokenoffers|statechangedialog|deletedialog|tokenlifecycle|tokenspage|createpage|connectioneditor|settingspage|journalpage|severaldialog)$"
       OR name MATCHES "^(confineddecoder|publicdownload|receiverreading)$")
        set(detect_leaks 0)
    endif()
    set(test_home ${CMAKE_BINARY_DIR}/test-home/${name})
    file(MAKE_DIRECTORY ${test_home}/run)
    file(CHMOD ${test_home}/run PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;HOME=${test_home};XDG_DATA_HOME=${test_home}/data;XDG_CONFIG_HOME=${test_home}/config;XDG_CACHE_HOME=${test_home}/cache;XDG_RUNTIME_DIR=${test_home}/run;DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=${detect_leaks};LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()
