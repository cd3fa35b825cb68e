# calm::options: the warnings and sanitizers that every target of ours is built with.
add_library(calm_options INTERFACE)
add_library(calm::options ALIAS calm_options)
target_compile_options(calm_options INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wshadow>
  # GCC 12 sees a -Wrestrict in every "literal" + std::string (its bug 105651).
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${CALM_WERROR}>>:-Werror;-Wno-error=restrict>
  # -Wpedantic rejects the line markers of nvcc's own output. ptxas names every kernel that spills registers.
  "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-Wall,-Wextra;-Xptxas=--warn-on-spills>"
  "$<$<AND:$<COMPILE_LANGUAGE:CUDA>,$<BOOL:${CALM_WERROR}>>:--Werror=all-warnings>")

# GCC 12 sees overlapping copies in "text" + std::string (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(calm_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()

if(CALM_SANITIZER STREQUAL "address")
  target_compile_options(calm_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(calm_options INTERFACE -fsanitize=address,undefined)
elseif(CALM_SANITIZER STREQUAL "thread")
  target_compile_options(calm_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(calm_options INTERFACE -fsanitize=thread)
elseif(NOT CALM_SANITIZER STREQUAL "")
  message(FATAL_ERROR "CALM_SANITIZER=${CALM_SANITIZER}: choose address, thread or nothing")
endif()

# Checkouts in different folders share objects.
find_program(CALM_CCACHE ccache)
if(CALM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CALM_CCACHE})
endif()
