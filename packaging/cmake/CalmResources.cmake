# Where the programs find their texts: share/calm-workbench once installed, the source tree while they are built and tested.
# calm_use_resources(file.cpp...), called in the folder that lists the file in a target, defines for these sources alone
#   CALM_RESOURCE_INSTALL_DIR  the installed resources, relative to the folder of the executable: take it where it exists
#   CALM_RESOURCE_DIR          the source tree's resources/: else this one
# Both hold texts/calibration.txt and texts/evaluation.txt.
function(calm_use_resources)
  file(RELATIVE_PATH _relative "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_DATADIR}/calm-workbench")
  # Seen from the target, not only from the folder of the file: parts of core list their sources for a target of the folder above.
  set_property(SOURCE ${ARGN} TARGET_DIRECTORY calm_core APPEND PROPERTY COMPILE_DEFINITIONS
               "CALM_RESOURCE_DIR=\"${CMAKE_SOURCE_DIR}/resources\"" "CALM_RESOURCE_INSTALL_DIR=\"${_relative}\"")
endfunction()
